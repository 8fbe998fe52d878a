import * as z from 'zod'
import { DAY_TEXT, HARM_CODE, HARM_REF, LIMITS } from './rubric.ts'

/** The words and texts that rubric files and packs are written in, each with its form. */

export const shortText = z.string().min(1).max(LIMITS.shortText)
export const longText = z.string().min(1).max(LIMITS.text)

/** A stable id such as `contact.default_inbound`: lower case, dots between parts. It never changes its meaning. */
export const questionId = z
  .string()
  .max(80)
  .regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/, 'ids are lower case words, joined by _ and .')
export const optionValue = z
  .string()
  .max(60)
  .regex(
    /^[a-z0-9][a-z0-9_]*$/,
    'option values are lower case words joined by _ (quote them when they look like numbers)',
  )
export const harmCode = z.string().regex(HARM_CODE, 'a harm code looks like HAR-2')
/** One harm, or a whole group: `CSE-*`. */
export const harmRef = z.string().regex(HARM_REF, 'a harm looks like HAR-2, a group like CSE-*')
export const semver = z
  .string()
  .regex(/^(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})$/, 'a version looks like 1.0.0')
export const isoDate = z.string().regex(DAY_TEXT, 'a date looks like 2026-10-01')
/** A pack by its edition. */
export const dated = z.string().regex(/^[a-z][a-z0-9-]*@\d{4}-\d{2}$/, 'a dated pack looks like harms@2026-06')
export const reasonCode = z
  .string()
  .max(60)
  .regex(/^KO-[A-Z0-9]+(-[A-Z0-9]+)*$/, 'a reason code looks like KO-CONTACT-MINOR')

/** The key of a rubric, such as launch-full. */
export const rubricKey = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z0-9-]*$/, 'a rubric key looks like launch-full')
export const ruleCode = z
  .string()
  .max(60)
  .regex(/^R-[A-Z0-9]+(-[A-Z0-9]+)*$/, 'the code of a rule looks like R-INTAKE-1')
/** One exact version of an add-on. */
export const versionRef = z
  .string()
  .max(60)
  .regex(
    /^[a-z][a-z0-9-]{0,39}@(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})$/,
    'an add-on is named with its version: livestream@1.0.0',
  )
