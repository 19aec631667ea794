import { createContext, useContext } from 'react'

/** Fetches the links of one message anew, which is known by its own id or a file's. */
export const RenewLinks = createContext<(name: string) => Promise<void>>(async () => {})
export const useRenewLinks = () => useContext(RenewLinks)
