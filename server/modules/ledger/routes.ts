import { implement } from '@orpc/server'
import { ledgerContract } from '#core/ledger/api.ts'
import type { Context } from '#platform/context.ts'
import * as accounts from './accounts.ts'
import { listAging, listAgingItems, showCustomerAging } from './aging-lists.ts'
import { checkBooksNow, showBooksHealth } from './books.ts'
import { listJournal, reverseWritten, showEntry, writeEntry } from './journal.ts'
import { listPeriods, lockPeriod, reopenPeriod } from './periods.ts'
import { listRates, saveRate } from './rates.ts'
import { showStatement, statementPdf, statementXlsx } from './show-statement.ts'

const on = implement(ledgerContract).$context<Context>()

const fileOf = ({ bytes, fileName, mime }: { bytes: Buffer; fileName: string; mime: string }) =>
  new File([new Uint8Array(bytes)], fileName, { type: mime })

const reading = {
  aging: on.aging.handler(({ input, context }) => listAging(context.session(), input)),
  agingItems: on.agingItems.handler(({ input, context }) =>
    listAgingItems(context.session(), input),
  ),
  customerAging: on.customerAging.handler(({ input, context }) =>
    showCustomerAging(context.session(), input),
  ),
  statement: on.statement.handler(({ input, context }) => showStatement(context.session(), input)),
  statementPdf: on.statementPdf.handler(async ({ input, context }) =>
    fileOf(await statementPdf(context.session(), input)),
  ),
  statementSheet: on.statementSheet.handler(async ({ input, context }) =>
    fileOf(await statementXlsx(context.session(), input)),
  ),
}

const bookkeeping = {
  journal: on.journal.handler(({ input, context }) => listJournal(context.session(), input)),
  entry: on.entry.handler(({ input, context }) => showEntry(context.session(), input)),
  writeEntry: on.writeEntry.handler(({ input, context }) => writeEntry(context.session(), input)),
  reverseEntry: on.reverseEntry.handler(({ input, context }) =>
    reverseWritten(context.session(), input),
  ),
  accounts: on.accounts.handler(({ input, context }) =>
    accounts.listAccounts(context.session(), input),
  ),
  account: on.account.handler(({ input, context }) =>
    accounts.showAccount(context.session(), input),
  ),
  saveAccount: on.saveAccount.handler(({ input, context }) =>
    accounts.saveAccount(context.session(), input),
  ),
  archiveAccount: on.archiveAccount.handler(({ input, context }) =>
    accounts.archiveAccount(context.session(), input),
  ),
  restoreAccount: on.restoreAccount.handler(({ input, context }) =>
    accounts.restoreAccount(context.session(), input),
  ),
  trialBalance: on.trialBalance.handler(({ input, context }) =>
    accounts.showTrialBalance(context.session(), input),
  ),
  periods: on.periods.handler(({ context }) => listPeriods(context.session(), {})),
  lockPeriod: on.lockPeriod.handler(({ input, context }) => lockPeriod(context.session(), input)),
  reopenPeriod: on.reopenPeriod.handler(({ input, context }) =>
    reopenPeriod(context.session(), input),
  ),
  rates: on.rates.handler(({ context }) => listRates(context.session(), {})),
  saveRate: on.saveRate.handler(({ input, context }) => saveRate(context.session(), input)),
  booksHealth: on.booksHealth.handler(({ context }) => showBooksHealth(context.session(), {})),
  checkBooks: on.checkBooks.handler(({ context }) => checkBooksNow(context.session(), {})),
}

export const ledgerRoutes = { ...reading, ...bookkeeping }
