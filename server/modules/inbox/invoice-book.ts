import type { Day } from '#core/day.ts'
import type { Money } from '#core/money.ts'
import type { Work } from '#platform/command.ts'
import { port } from '#platform/port.ts'
import type { From } from './scope.ts'

/** What conversations say of invoices: fitted by those who keep them, who stand beside the inbox. */
export type InvoiceBook = Readonly<{
  /** Where these parties pay all that they owe; undefined when they owe nothing. */
  payLink: (work: Work, parties: readonly string[]) => Promise<string | undefined>
  /** Of what these parties owe, what is overdue longest. */
  longestOverdue: (
    from: From,
    parties: readonly string[],
  ) => Promise<Readonly<{ number: string; balance: Money; dueOn: Day }> | undefined>
  /** Whose the invoices with these numbers are. */
  buyersOf: (
    from: From,
    numbers: readonly string[],
  ) => Promise<readonly Readonly<{ number: string; customerId: string }>[]>
}>

export const invoiceBook = port<InvoiceBook>('inbox.invoice_book')
