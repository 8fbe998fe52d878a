import { zodResolver } from '@hookform/resolvers/zod'
import { Form, useNavigation, useSubmit } from '@remix-run/react'
import { type FormEvent, type ReactNode, useMemo, useState } from 'react'
import {
  type DefaultValues,
  type FieldErrors,
  type FieldPath,
  type FieldValues,
  get,
  type Resolver,
  useForm,
} from 'react-hook-form'
import type * as z from 'zod'
import { ErrorSummary } from './error-summary.tsx'
import { errorsIn, listErrors, messageIn, ownMessage } from './form-errors.ts'
import { useTypedEarly } from './typed-early.ts'

/** What the server said to a form it did not accept, and what was typed. */
export type Refused<Draft> = {
  problem: { message: string; fields: Readonly<Record<string, string>> }
  typed: Partial<Draft>
}

type Asked<Draft extends FieldValues> = {
  /** The command's own schema: the action and the command read the same one. */
  schema: z.ZodType<unknown, FieldValues>
  /** What the form starts with, its fields in the order of the page. */
  fresh: Draft
  /** What the schema reads, where that is not the draft as it is. */
  input?: (draft: Draft) => FieldValues
  refused: Refused<Draft> | undefined
  /** Says above the list of problems what did not happen. */
  title: string
  /** Put before the ids of the fields, where other forms stand on the same page. */
  prefix?: string
}

/**
 * A form that is filled and sent as a whole. Before it is sent the browser checks it with the schema the server will use; then it is
 * posted like any form, so that without JavaScript the same happens in one round trip more. `field`, `choice` and `hidden` wire the
 * parts of the kit: name, id, what was typed, and the error beside it.
 */
export function useWholeForm<Draft extends FieldValues>(asked: Asked<Draft>) {
  const { schema, input, refused, title, prefix } = asked
  const [start] = useState(() => startOf(asked))
  // As an option and not through setError, so that a page made without JavaScript shows them too.
  const sent = useMemo(() => refused && (errorsIn(refused.problem) as FieldErrors<Draft>), [refused])
  const check = zodResolver(schema) as unknown as Resolver<Draft>
  const form = useForm<Draft>({
    resolver: (draft, ...rest) => check(input ? (input(draft) as Draft) : draft, ...rest),
    defaultValues: start.draft as DefaultValues<Draft>,
    errors: sent,
    // Errors go as they are corrected; that of a page that came with errors also before it is sent again.
    mode: start.refused ? 'onChange' : 'onSubmit',
    reValidateMode: 'onChange',
    // The summary takes the focus: it says everything at once, and leads to each field.
    shouldFocusError: false,
  })
  const submit = useSubmit()
  const navigation = useNavigation()
  const register = useTypedEarly(form)
  const { errors, submitCount } = form.formState
  const idOf = (name: string) => (prefix ? `${prefix}-${name}` : name)
  const startAt = (name: FieldPath<Draft>) => get(start.draft, name)

  return {
    ...form,
    field: (name: FieldPath<Draft>) => ({
      ...register(name),
      id: idOf(name),
      defaultValue: startAt(name) as string,
      error: messageIn(get(errors, name)),
    }),
    choice: (name: FieldPath<Draft>) => ({
      name,
      id: idOf(name),
      chosen: [startAt(name)].flat() as string[],
      error: messageIn(get(errors, name)),
      inputProps: register(name),
    }),
    /** A list of fields as a whole; each of its fields is wired by itself. */
    list: (name: FieldPath<Draft>) => ({ id: idOf(name), error: ownMessage(get(errors, name)) }),
    hidden: (name: FieldPath<Draft>) => ({
      ...register(name),
      type: 'hidden',
      defaultValue: startAt(name) as string,
    }),
    /** True from the press until the answer is on the page. */
    sending: navigation.formMethod === 'POST',
    title,
    attempt: submitCount,
    problems: listErrors(errors, form.getValues()).map(({ name, message }) => ({
      id: name === undefined ? undefined : idOf(name),
      message,
    })),
    send(event: FormEvent<HTMLFormElement>) {
      const sent = event.currentTarget
      event.preventDefault()
      void form.handleSubmit(() => submit(sent))(event)
    },
  }
}

export type WholeFormOf<Draft extends FieldValues> = ReturnType<typeof useWholeForm<Draft>>

type Shown = Pick<ReturnType<typeof useWholeForm>, 'title' | 'attempt' | 'problems' | 'send'>

/** The form itself, with everything that is wrong on top. */
export function WholeForm({ form, className, children }: { form: Shown; className?: string; children: ReactNode }) {
  return (
    <Form method="post" noValidate className={className} onSubmit={form.send}>
      {form.problems.length > 0 && <ErrorSummary key={form.attempt} title={form.title} errors={form.problems} />}
      {children}
    </Form>
  )
}

/** What was typed before goes over what is fresh; nothing else that was sent belongs to the draft. */
function startOf<Draft extends FieldValues>({ fresh, refused }: Asked<Draft>): { draft: Draft; refused: boolean } {
  const typed: Partial<Draft> = refused?.typed ?? {}
  const draft = Object.fromEntries(Object.entries(fresh).map(([name, value]) => [name, typed[name] ?? value])) as Draft
  return { draft, refused: refused !== undefined }
}
