import { newId } from '#test/house.ts'
import type { Call } from './caller.ts'

/** A conversation with all that hangs on one, and what the inbox is set up with. */
async function fillInbox(call: Call, mark: string, accountId: string) {
  const conversationId = newId()
  await call('inbox.begin', {
    id: newId(),
    conversationId,
    to: { accountId, customerId: null, address: `writer-${mark}@example.com`.toLowerCase() },
    say: { kind: 'text', text: `مرحبًا ${mark}` },
    subject: `موضوع ${mark}`,
  })
  await call('inbox.note', { id: newId(), conversationId, text: `ملاحظة ${mark}`, mentions: [] })
  const labelId = newId()
  await call('inbox.saveLabel', { id: labelId, name: `وسم ${mark}`, colour: 'blue' })
  await call('inbox.setLabels', { id: conversationId, labelIds: [labelId] })
  const type = { departmentId: null, words: [mark], active: true }
  await call('inbox.saveType', { id: newId(), name: `نوع ${mark}`, ...type })
  await call('inbox.saveRule', {
    id: newId(),
    name: `قاعدة ${mark}`,
    on: true,
    when: { anyWords: [mark] },
    outcome: { labelId },
  })
  await call('collaboration.saveDevice', {
    id: newId(),
    name: `متصفح ${mark}`,
    endpoint: `https://push.invalid/${conversationId}`,
    keys: { p256dh: `B${'A'.repeat(86)}`, auth: 'A'.repeat(22) },
  })
  await call('inbox.saveCanned', {
    id: newId(),
    shortcut: mark,
    title: mark,
    text: `أهلًا ${mark}`,
    language: 'ar',
    typeIds: [],
    channels: [],
    shared: true,
  })
}

export async function fillSettings(call: Call, mark: string, customerId: string, day: string) {
  const mailId = newId()
  await call('messaging.saveAccount', {
    id: mailId,
    name: `بريد ${mark}`,
    vendor: {
      provider: 'smtp',
      host: 'mail.example.com',
      port: 587,
      secure: false,
      fromName: mark,
      fromAddress: 'from@example.com',
      secrets: { password: `secret-${mark}` },
    },
  })
  await fillInbox(call, mark, mailId)
  await call('messaging.saveConsent', {
    id: newId(),
    customerId,
    channel: 'email',
    optedOut: true,
    evidence: mark,
  })
  await call('ledger.saveAccount', {
    id: newId(),
    code: '9901',
    nameAr: `حساب ${mark}`,
    nameEn: mark,
    kind: 'expense',
  })
  await call('ledger.saveRate', { currency: 'USD', day, rate: '3.75' })
  const { rows = [] } = (await call('ledger.accounts', {})) as {
    rows?: { id: string; key: string }[]
  }
  const account = (key: string) => rows.find((each) => each.key === key)?.id
  await call('ledger.writeEntry', {
    id: newId(),
    postedOn: day,
    currency: 'SAR',
    memo: `قيد ${mark}`,
    lines: [
      { accountId: account('bank'), amount: 5000, memo: mark },
      { accountId: account('cash'), amount: -5000, memo: mark },
    ],
  })
}
