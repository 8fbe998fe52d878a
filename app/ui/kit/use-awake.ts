import { useEffect, useState } from 'react'

/** True after the first paint in a browser: what only works with JavaScript is shown from then on. */
export function useAwake(): boolean {
  const [awake, setAwake] = useState(false)
  useEffect(() => setAwake(true), [])
  return awake
}
