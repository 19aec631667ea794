import { useWords } from './words.ts'

const shipped = {
  owner: 'role_owner',
  accountant: 'role_accountant',
  collector: 'role_collector',
  sales: 'role_sales',
  support: 'role_support',
  manager: 'role_manager',
  auditor: 'role_auditor',
  agency: 'role_agency',
  portal: 'role_portal',
} as const
const isShipped = (key: string): key is keyof typeof shipped => Object.hasOwn(shipped, key)

/** A role's name: a shipped one is named in the reader's language. */
export function useRoleName(): (role: { key: string | null; name: string }) => string {
  const t = useWords('people')
  return ({ key, name }) => (key && isShipped(key) ? t(shipped[key]) : name)
}
