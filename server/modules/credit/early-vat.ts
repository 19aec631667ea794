import type { EarlyVat } from '#core/credit/early-vat.ts'
import { type From, readPolicy } from './store.ts'

/** What a discount for early payment does to the tax in this company. */
export const earlyVatOf = async (from: Pick<From, 'run' | 'companyId'>): Promise<EarlyVat> =>
  (await readPolicy(from)).earlyVat
