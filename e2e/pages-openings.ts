import type { Page } from 'playwright-core'
import type { Seeded } from './pages-seed.ts'

/** Something that opens over a page: where, and by which presses. */
export type Opening = Readonly<{
  at: string
  name: string
  open: (page: Page) => Promise<void>
  /** Has its place on a desk only. */
  desk?: boolean
}>

const press = (name: RegExp) => (page: Page) => page.getByRole('button', { name }).first().click()

/** The menu behind ⋯ of the record, and one line of it. */
const more = (owner: RegExp, line: RegExp) => async (page: Page) => {
  await page.getByRole('button', { name: owner }).first().click()
  await page.getByRole('menuitem', { name: line }).first().click()
  await page.getByRole('dialog').waitFor()
}

const asked = (name: RegExp) => async (page: Page) => {
  await press(name)(page)
  await page.getByRole('dialog').waitFor()
}

async function search(page: Page): Promise<void> {
  await page.keyboard.press('Control+KeyK')
  await page.getByRole('combobox').last().fill('2026')
  await page.getByRole('option').first().waitFor()
}

async function tickFirst(page: Page): Promise<void> {
  await page.getByRole('checkbox').nth(1).check()
}

const actions = /^(إجراءات|Actions for)/

/** The dialogs, menus and panels that matter, each opened as a person does. */
export function openings(made: Seeded): readonly Opening[] {
  const invoice = `/invoices/${made.overdue}`
  const customer = `/customers/${made.customer}`
  const of = (at: string, name: string, open: Opening['open']): Opening => ({ at, name, open })
  const desk = (at: string, name: string, open: Opening['open']): Opening => ({
    ...of(at, name, open),
    desk: true,
  })
  return [
    of('/settings', 'search', search),
    of('/settings', 'bell', press(/^(الإشعارات|Notifications)/)),
    of('/settings', 'my-menu', press(/^(حسابي|My account)/)),
    desk('/settings', 'new-menu', press(/^(جديد|New)$/)),
    desk('/settings', 'keys', (page) => page.keyboard.press('Shift+Slash')),
    of('/invoices', 'filters', press(/^(مرشّح|Filter)$/)),
    desk('/invoices', 'columns', press(/^(الأعمدة|Columns)$/)),
    desk('/invoices', 'bulk', tickFirst),
    desk('/customers', 'customers-bulk', tickFirst),
    of(
      '/balance-confirmations',
      'confirmations-ask',
      asked(/^(اطلب مصادقات|Ask for confirmations)$/),
    ),
    of(invoice, 'send', asked(/^(إرسال|Send)$/)),
    of(invoice, 'credit', more(actions, /^(إشعار دائن|Credit note)/)),
    of(invoice, 'debit', more(actions, /^(إشعار مدين|Debit note)/)),
    of(invoice, 'dates', more(actions, /^(تاريخ التسليم|Delivery or receipt)/)),
    of(`/invoices/${made.draft}`, 'post', asked(/^(اعتماد|Post)$/)),
    of(customer, 'merge', more(actions, /^(دمج مع سجل|Merge with)/)),
    of(`${customer}/people`, 'person', asked(/^(أضف شخصًا|Add a person)$/)),
    of(`${customer}/people`, 'number', asked(/^(أضف رقمًا|Add a number)$/)),
    of(`${customer}/payments`, 'link', asked(/^(رابط سداد جديد|New payment link)$/)),
    of(`${customer}/reminders`, 'pause', asked(/^(أوقف التذكير|Pause reminders)$/)),
    of(`${customer}/reminders`, 'promise', asked(/^(سجّل وعدًا|Note a promise)$/)),
    of(`${customer}/messages`, 'consent', asked(/^(سجّل أنه طلب|Note that they asked)/)),
    of(`/payments/${made.payment}`, 'reverse', more(actions, /^(ألغِ الدفعة|Reverse the payment)/)),
    of(`/import/${made.imported}`, 'import-undo', asked(/^(تراجع عن الاستيراد|Undo the import)/)),
    of('/books/periods', 'lock', asked(/^(أقفل حتى نهايته|Lock through its end)/)),
    of('/books/accounts', 'new-account', asked(/^(حساب جديد|New account)$/)),
  ]
}
