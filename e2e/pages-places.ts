import type { Seeded } from './pages-seed.ts'

/** One address to look at, and what makes it more than an address. */
export type Place = Readonly<{
  at: string
  name: string
  /** Opened from a mail or by hand, never by a link of the product. */
  outside?: boolean
  setUpNeeded?: boolean
  /** An answer of this status belongs to the page, though the browser's console calls it an error. */
  status?: number
}>

const place = (at: string, name: string): Place => ({ at, name })
const outside = (at: string, name: string, more: Partial<Place> = {}): Place => ({
  at,
  name,
  outside: true,
  ...more,
})

/** Where every route of the product is looked at: its address, or several when it has several faces. */
export function placesOf(made: Seeded): Readonly<Record<string, readonly Place[]>> {
  const customer = `/customers/${made.customer}`
  const tabs = [
    'conversations',
    'invoices',
    'statement',
    'payments',
    'reminders',
    'contacts-log',
    'referral',
    'credit',
    'messages',
    'people',
    'history',
  ]
  const only = (at: string): [string, readonly Place[]] => [
    at,
    [place(at, at === '/' ? 'home' : at.slice(1).replaceAll('/', '-'))],
  ]
  const same = [
    ...['/', '/more', '/settings', '/notifications', '/settings/notifications'],
    ...['/desk', '/settings/desk'],
    ...['/reports', '/reports/forecast', '/reports/collectors', '/reports/debtors'],
    ...['/reports/forecast/rows', '/reports/delinquent', '/reports/contacts'],
    ...['/reminders', '/reminders/log', '/promises', '/late-payments', '/settings/reminders'],
    ...['/payment-plans', '/settings/payment-plans', '/balance-confirmations'],
    ...['/contact-register'],
    ...['/credit', '/credit-forms', '/settings/credit'],
    ...['/customers', '/customers/new', '/customers/duplicates', '/import'],
    ...['/invoices/new', '/forgotten-invoices', '/aging', '/aging/items'],
    ...['/books', '/books/entries/new', '/books/accounts', '/books/trial-balance'],
    ...['/books/periods', '/books/exchange-rates', '/books/health'],
    ...['/bank', '/bank/accounts', '/bank/rules', '/bank/statements', '/bank/upload'],
    ...['/payment-notices', '/instruments', '/deposits', '/settings/statements'],
    ...['/referrals', '/agencies', '/agency-payments'],
    ...['/disputes', '/settings/disputes'],
    ...['/settlements', '/settlements/small', '/settlements/bad-debts', '/settings/settlements'],
    ...[
      '/messages',
      '/settings/channels',
      '/settings/channels/add',
      '/settings/channels/granted',
      '/settings/channel-templates',
      '/settings/texts',
      '/payments',
      '/settings/payments',
    ],
    ...['/settings/company', '/settings/users', '/settings/users/new', '/settings/roles'],
    ...['/settings/departments', '/settings/keys', '/settings/audit'],
    ...['/settings/inbox', '/settings/inbox/types', '/settings/inbox/labels'],
    ...['/settings/inbox/rules', '/settings/inbox/canned', '/settings/inbox/agents'],
    ...['/settings/inbox/classifier', '/inbox-report'],
  ]
  return {
    ...Object.fromEntries(same.map(only)),
    '/settings/channel-templates/$id': [
      place('/settings/channel-templates/new', 'channel-template-new'),
    ],
    '/invoices': [
      place('/invoices', 'invoices'),
      place('/invoices?view=drafts', 'invoices-drafts'),
      place('/invoices?view=open&q=zzzz', 'invoices-none'),
    ],
    '/customers/$id': [place(customer, 'customer')],
    '/customers/$id/edit': [place(`${customer}/edit`, 'customer-edit')],
    '/customers/$id/$tab': tabs.map((tab) => place(`${customer}/${tab}`, `customer-${tab}`)),
    '/import/$id': [
      place(`/import/${made.reviewed}`, 'import-review'),
      place(`/import/${made.imported}`, 'import-done'),
      place(`/import/${made.undone}`, 'import-undone'),
    ],
    '/invoices/$id': [
      place(`/invoices/${made.overdue}`, 'invoice-overdue'),
      place(`/invoices/${made.draft}`, 'invoice-draft'),
      place(`/invoices/${made.partly}`, 'invoice-partly'),
      place(`/invoices/${made.paid}`, 'invoice-paid'),
      place(`/invoices/${made.credit}`, 'credit-note'),
    ],
    '/invoices/$id/edit': [place(`/invoices/${made.draft}/edit`, 'invoice-edit')],
    '/invoices/$id/$tab': ['timeline', 'messages', 'audit'].map((tab) =>
      place(`/invoices/${made.overdue}/${tab}`, `invoice-${tab}`),
    ),
    '/statements/$id': [
      place(`/statements/${made.customer}`, 'statement'),
      place(`/statements/${made.customer}?kind=open`, 'statement-open'),
    ],
    '/books/entries/$id': [place(`/books/entries/${made.entry}`, 'entry')],
    '/journal/$id': [place(`/journal/${made.entry}`, 'journal-entry')],
    '/books/accounts/$id': [place(`/books/accounts/${made.account}`, 'account')],
    '/inbox': [
      place('/inbox?folder=all', 'inbox'),
      place('/inbox?folder=snoozed', 'inbox-nothing'),
      place(`/inbox?folder=all&q=${encodeURIComponent('البضاعة')}`, 'inbox-search'),
    ],
    '/settings/reminders/policies/$key': [
      place('/settings/reminders/policies/default', 'policy-general'),
      place('/settings/reminders/policies/compared', 'policy'),
      place('/settings/reminders/policies/new', 'policy-new'),
    ],
    '/settings/reminders/simulations/$id': [
      place(`/settings/reminders/simulations/${made.simulation}`, 'simulation'),
    ],
    '/settings/reminders/simulations/$id/rows': [
      place(`/settings/reminders/simulations/${made.simulation}/rows`, 'simulation-rows'),
    ],
    '/settings/reminders/trials/$id': [
      place(`/settings/reminders/trials/${made.trial}`, 'policy-trial'),
    ],
    '/desk/$id': [place(`/desk/${made.customer}`, 'desk-card')],
    '/inbox/$id': [place(`/inbox/${made.conversation}?folder=all`, 'inbox-conversation')],
    '/settings/inbox/rules/$id': [place('/settings/inbox/rules/new', 'inbox-rule-new')],
    '/settings/inbox/canned/$id': [place('/settings/inbox/canned/new', 'inbox-canned-new')],
    '/settings/inbox/agents/$id': [place(`/settings/inbox/agents/${made.user}`, 'inbox-agent')],
    '/inbox-report/rows': [
      place('/inbox-report/rows?figure=opened&by=channel', 'inbox-report-rows'),
      place('/inbox-report/rows?figure=satisfaction', 'inbox-report-rows-none'),
    ],
    '/messages/$id': [place(`/messages/${made.message}`, 'message')],
    '/settings/channels/$id': [
      place(`/settings/channels/${made.mailAccount}`, 'channel-mail-played'),
      place(`/settings/channels/${made.newAccount}?vendor=smtp`, 'channel-mail-new'),
      place(`/settings/channels/${made.newAccount}?vendor=whatsapp_cloud`, 'channel-whatsapp-new'),
      place(`/settings/channels/${made.playedAccount}`, 'channel-whatsapp-played'),
    ],
    '/balance-confirmations/$id': [
      place(`/balance-confirmations/${made.confirmation}`, 'balance-confirmation'),
    ],
    '/confirm/$token': [
      outside('/confirm/a-link-that-was-cut-in-a-message', 'confirm-ended', { status: 400 }),
    ],
    '/payment-plans/$id': [place(`/payment-plans/${made.plan}`, 'payment-plan')],
    '/pay/$token/plan': [outside(`/pay/${made.payToken}/plan`, 'pay-plan')],
    '/payments/new': [
      place(`/payments/new?customer=${made.customer}`, 'payment-new-customer'),
      outside('/payments/new', 'payment-new'),
    ],
    '/payments/$id': [place(`/payments/${made.payment}`, 'payment')],
    '/instruments/new': [
      place('/instruments/new?kind=cheque', 'cheque-new'),
      outside('/instruments/new?kind=note', 'note-new'),
      outside('/instruments/new?kind=guarantee', 'guarantee-new'),
    ],
    '/settings/statements/$id': [
      outside(`/settings/statements/${made.customer}`, 'statement-run-none', { status: 404 }),
    ],
    '/deposits/new': [
      place('/deposits/new?kind=advance', 'advance-new'),
      outside('/deposits/new?kind=security', 'security-new'),
    ],
    '/deposits/$id': [place(`/deposits/${made.deposit}`, 'deposit')],
    '/instruments/$id': [place(`/instruments/${made.instrument}`, 'note')],
    '/referrals/$id': [place(`/referrals/${made.referral}`, 'referral')],
    '/agencies/$id': [place(`/agencies/${made.agency}`, 'agency')],
    '/agencies/$id/edit': [place(`/agencies/${made.agency}/edit`, 'agency-edit')],
    '/customers/$id/referral/new': [
      place(`/customers/${made.customer}/referral/new`, 'referral-new'),
    ],
    // Whoever is of the house has no debts referred to them.
    '/agency': [outside('/agency', 'agency-debts', { status: 404 })],
    '/agency/$id': [outside(`/agency/${made.referral}`, 'agency-debt', { status: 404 })],
    '/disputes/$id': [place(`/disputes/${made.dispute}`, 'dispute')],
    '/settlements/$id': [place(`/settlements/${made.concession}`, 'settlement')],
    '/payment-notices/$id': [place(`/payment-notices/${made.notice}`, 'payment-notice')],
    '/credit-applications/new': [
      place(`/credit-applications/new?customer=${made.customer}`, 'credit-apply'),
    ],
    '/credit-form/$token': [outside(`/credit-form/${made.creditForm}`, 'credit-form')],
    '/credit-applications/$id': [
      place(`/credit-applications/${made.creditApplication}`, 'credit-application'),
    ],
    '/credit-applications/$id/edit': [
      place(`/credit-applications/${made.creditApplication}/edit`, 'credit-application-edit'),
    ],
    '/settings/users/$id': [place(`/settings/users/${made.user}`, 'user')],
    '/settings/roles/$id': [
      place(`/settings/roles/${made.ownRole}`, 'role'),
      place(`/settings/roles/${made.role}`, 'role-shipped'),
    ],
    '/settings/me': [
      place('/settings/me', 'me'),
      place('/settings/me?tab=sessions', 'me-sessions'),
    ],
    '/sign-in': [outside('/sign-in', 'sign-in')],
    '/setup': [
      outside('/setup?token=told-once-and-used-already', 'setup-used', { status: 404 }),
      outside('/setup?token=told-once-and-never-used', 'setup', { setUpNeeded: true }),
    ],
    '/reset': [
      outside('/reset', 'reset'),
      outside('/reset?token=out-of-a-mail-that-was-sent', 'reset-choose'),
    ],
    '/invitation/$token': [outside(`/invitation/${made.invitation}`, 'invitation')],
    '/pay/$token': [
      outside(`/pay/${made.payToken}`, 'pay'),
      outside(`/pay/${made.attempt}`, 'receipt'),
      outside(`/pay/${made.advanceToken}`, 'pay-advance'),
      outside('/pay/a-link-that-was-cut-in-a-message', 'pay-ended', { status: 400 }),
    ],
  }
}

/** Pages that the server draws itself: the played vendors'. */
export const servedPlaces = (made: Seeded, lang: 'ar' | 'en'): readonly Place[] => [
  place(`/simulators?lang=${lang}`, 'simulators'),
  place(`/simulators/phone?lang=${lang}`, 'simulator-phone'),
  place(`/simulators/mail?lang=${lang}`, 'simulator-mail'),
  place(`${made.openCheckout}?lang=${lang}`, 'simulator-checkout'),
]
