import { createContext, useContext } from 'react'

/** Carries the page's nonce from the server's entry to `<Scripts nonce>`; undefined in the browser, which hides nonces. */
export const NonceContext = createContext<string | undefined>(undefined)

/** The nonce for the inline scripts of this page. */
export const useNonce = (): string | undefined => useContext(NonceContext)
