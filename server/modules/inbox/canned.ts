import { formatDay, formatMoney } from '#core/format.ts'
import {
  type CannedValues,
  type CannedVariable,
  checkCanned,
  findCanned,
  prepareCanned,
  variablesOf,
} from '#core/inbox/canned.ts'
import { hoursInWords } from '#core/inbox/hours-words.ts'
import type { CannedReply, SaveCanned } from '#core/inbox/settings.ts'
import type { MessageChannel } from '#core/messaging/message.ts'
import { type Money, sumsByCurrency } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import { findCustomers, partiesOfMany, salutation } from '#modules/contacts/index.ts'
import { agingOf } from '#modules/ledger/index.ts'
import { readProfile } from '#modules/people/index.ts'
import { command, type Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import { may } from '#platform/session.ts'
import { invoiceBook } from './invoice-book.ts'
import { customersShown } from './rows.ts'
import { type From, findConversation } from './scope.ts'
import { readSettings } from './settings.ts'

type Row = {
  id: string
  owner_id: string
  shared: boolean
  shortcut: string
  title: string
  body: string
  language: 'ar' | 'en'
  type_ids: string[]
  channels: MessageChannel[]
  used: number
  changed_at: Date
}

const shown = (from: Pick<From, 'session'>, row: Row): CannedReply => ({
  id: row.id,
  shortcut: row.shortcut,
  title: row.title,
  text: row.body,
  language: row.language,
  typeIds: row.type_ids,
  channels: row.channels,
  shared: row.shared,
  mine: row.owner_id === from.session.actor.id,
  used: row.used,
  changedAt: row.changed_at.toISOString(),
})

/** Everyone's replies and the reader's own. */
const seenRows = (from: Pick<From, 'run' | 'companyId' | 'session'>): Promise<Row[]> =>
  from.run<Row>(
    `select * from canned_reply where company_id = $1 and (shared or owner_id = $2)
     order by used desc, shortcut, id`,
    [from.companyId, from.session.actor.id],
  )

/** The replies that are ready, those first that begin with what was typed. */
export const listCanned = query(
  'inbox.read',
  async (from, input: { prefix?: string | undefined }) => {
    const rows = (await seenRows(from)).map((row) => shown(from, row))
    return { rows: input.prefix ? findCanned(rows, input.prefix, 20) : rows }
  },
)

async function lockCanned(work: Work, id: string): Promise<Row | undefined> {
  const [row] = await work.run<Row>(
    'select * from canned_reply where company_id = $1 and id = $2 for no key update',
    [work.companyId, id],
  )
  return row
}

/** Everyone's replies are kept by who manages the inbox, one's own by oneself. */
function assertMine(work: Work, row: Pick<Row, 'id' | 'shared' | 'owner_id'>): void {
  const allowed = row.shared ? may(work.session, 'inbox.manage') : row.owner_id === work.actor.id
  if (!allowed) throw new Refusal('inbox.canned_not_found', { id: row.id })
}

/** Makes a reply or changes one. @throws inbox.shortcut_taken, inbox.canned_not_found, inbox.canned_unknown_variable */
export const saveCanned = command(
  'inbox.answer',
  async (work, input: SaveCanned): Promise<CannedReply> => {
    const before = await lockCanned(work, input.id)
    // A reply is somebody's; a key is nobody.
    if (!before && work.actor.kind !== 'user') throw new Refusal('access.forbidden')
    const owner = before?.owner_id ?? work.actor.id ?? ''
    if (before) assertMine(work, before)
    assertMine(work, { id: input.id, shared: input.shared, owner_id: owner })
    const [problem] = checkCanned(input.text)
    if (problem)
      throw new Refusal('inbox.canned_unknown_variable', {
        name: problem.code === 'unknown_variable' ? problem.name : '{',
      })
    const taken = await work.run(
      `select 1 from canned_reply where company_id = $1 and id <> $2 and fold(shortcut) = fold($3)
         and shared = $4 and (shared or owner_id = $5)`,
      [work.companyId, input.id, input.shortcut, input.shared, owner],
    )
    if (taken.length > 0) throw new Refusal('inbox.shortcut_taken', { shortcut: input.shortcut })
    const [after] = await work.run<Row>(
      `insert into canned_reply (company_id, id, owner_id, shared, shortcut, title, body, language,
         type_ids, channels, changed_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (company_id, id) do update
       set shared = excluded.shared, shortcut = excluded.shortcut, title = excluded.title,
         body = excluded.body, language = excluded.language, type_ids = excluded.type_ids,
         channels = excluded.channels, changed_at = excluded.changed_at returning *`,
      [
        ...[work.companyId, input.id, owner, input.shared, input.shortcut, input.title],
        ...[input.text, input.language, input.typeIds, input.channels, work.now],
      ],
    )
    if (!after) throw new Error('A saved reply has a row')
    work.audit('inbox.canned_saved', {
      kind: 'canned_reply',
      id: input.id,
      before: before ? shown(work, before) : null,
      after: shown(work, after),
    })
    return shown(work, after)
  },
  { name: 'inbox.save_canned' },
)

/** @throws inbox.canned_not_found */
export const removeCanned = command(
  'inbox.answer',
  async (work, { id }: { id: string }) => {
    const before = await lockCanned(work, id)
    if (!before) throw new Refusal('inbox.canned_not_found', { id })
    assertMine(work, before)
    await work.run('delete from canned_reply where company_id = $1 and id = $2', [
      work.companyId,
      id,
    ])
    work.audit('inbox.canned_removed', {
      kind: 'canned_reply',
      id,
      before: shown(work, before),
      after: null,
    })
    return { done: true as const }
  },
  { name: 'inbox.remove_canned' },
)

const listed = (sums: readonly Money[], language: 'ar' | 'en'): string | null =>
  sums.length === 0
    ? null
    : sums
        .map((sum) => formatMoney(sum, { lang: language, digits: 'latn' }))
        .join(language === 'ar' ? ' و' : ' and ')

const owedOf = (amounts: readonly Money[]): Money[] =>
  sumsByCurrency(amounts).filter(({ minor }) => minor > 0)

/** What the customer owes, as far as whoever writes may know it. */
async function moneyValues(work: Work, customerId: string, language: 'ar' | 'en') {
  if (!may(work.session, 'ledger.statement')) return {}
  const [found] = await partiesOfMany(work, [customerId], 'ledger.statement')
  if (!found) return {}
  const aging = await agingOf(work, { parties: found.parties })
  const days = Math.max(0, ...aging.map(({ daysLate }) => daysLate))
  return {
    balance: listed(owedOf(aging.map(({ total }) => total)), language),
    overdue: listed(owedOf(aging.map(({ overdue }) => overdue)), language),
    'overdue.days': days > 0 ? String(days) : null,
  }
}

/** What is overdue longest, for who may read invoices. */
async function invoiceValues(
  work: Work,
  customerId: string,
  language: 'ar' | 'en',
): Promise<CannedValues> {
  if (!may(work.session, 'invoicing.read')) return {}
  const [found] = await partiesOfMany(work, [customerId], 'invoicing.read')
  const book = work.session.house.plugs.get(invoiceBook)
  const oldest = found && (await book.longestOverdue(work, found.parties))
  if (!oldest) return {}
  return {
    'invoice.number': oldest.number,
    'invoice.amount': listed([oldest.balance], language),
    'invoice.due': formatDay(oldest.dueOn, { lang: language, today: work.today }),
  }
}

/** Where the customer pays, for who may give out links: behind it stands all that they owe. */
async function linkValue(work: Work, customerId: string): Promise<CannedValues> {
  if (!may(work.session, 'payments.link')) return {}
  const [found] = await partiesOfMany(work, [customerId], 'payments.link')
  const book = work.session.house.plugs.get(invoiceBook)
  return { pay_link: found ? ((await book.payLink(work, found.parties)) ?? null) : null }
}

/** What a reply says of a customer, as far as it speaks of it and whoever writes may know it. */
async function customerValues(
  work: Work,
  customerId: string,
  language: 'ar' | 'en',
  names: readonly CannedVariable[],
): Promise<CannedValues> {
  const speaksOf = (part: string) => names.some((name) => name.startsWith(part))
  const [card] = [...(await findCustomers(work, [customerId])).values()]
  const seen = card && (await customersShown(work, [customerId])).has(customerId)
  return {
    'customer.name': seen ? salutation(card) : null,
    ...((speaksOf('balance') || speaksOf('overdue')) &&
      (await moneyValues(work, customerId, language))),
    ...(speaksOf('invoice') && (await invoiceValues(work, customerId, language))),
    ...(speaksOf('pay_link') && (await linkValue(work, customerId))),
  }
}

/** The words of a reply for this customer; nothing is sent, and what is missing is named. */
export const fillCanned = command(
  'inbox.answer',
  async (work, input: { conversationId: string; id: string }) => {
    const conversation = await findConversation(work, input.conversationId, 'inbox.answer')
    const row = (await seenRows(work)).find(({ id }) => id === input.id)
    if (!row) throw new Refusal('inbox.canned_not_found', { id: input.id })
    const { customer_id: customerId } = conversation
    const names = variablesOf(row.body)
    const profile = await readProfile(work)
    const values: CannedValues = {
      hours: names.includes('hours')
        ? (hoursInWords((await readSettings(work)).shifts, row.language) ?? null)
        : null,
      'agent.name': work.actor.name,
      'company.name': row.language === 'en' ? (profile.nameEn ?? profile.name) : profile.name,
      iban: profile.iban ?? null,
      ...(customerId && (await customerValues(work, customerId, row.language, names))),
    }
    await work.run('update canned_reply set used = used + 1 where company_id = $1 and id = $2', [
      work.companyId,
      row.id,
    ])
    const prepared = prepareCanned(row.body, values)
    return prepared.kind === 'ready'
      ? { text: prepared.text, missing: [] }
      : { text: prepared.draft, missing: [...prepared.missing] }
  },
  { name: 'inbox.fill_canned' },
)
