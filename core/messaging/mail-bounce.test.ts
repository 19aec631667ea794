import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isHard, type ReportParts, readBounce, readComplaint } from './mail-bounce.ts'

const parts: ReportParts = {
  reportType: 'delivery-status',
  from: 'mailer-daemon@mx.example',
  to: ['us@house.example'],
  subject: 'Undelivered Mail Returned to Sender',
  failedRecipients: '',
  reports: [],
  originals: ['Message-ID: <ours@wasl>\r\nTo: sara@example.com\r\n'],
  text: '',
}
const report = (...lines: readonly string[]) =>
  readBounce({ ...parts, reports: [`Reporting-MTA: dns; mx\r\n\r\n${lines.join('\r\n')}`] })

test.each([
  ['5.1.1', '', true],
  ['5.1.2', '', true],
  ['5.1.10', '', true],
  ['5.2.1', 'mailbox disabled', true],
  ['5.2.1', 'receiving mail at too high a rate', false],
  ['5.4.1', 'Recipient address rejected: Access denied', true],
  ['5.4.1', 'no answer from host', false],
  ['5.2.2', 'mailbox full', false],
  ['5.3.4', 'message too large', false],
  ['5.7.1', 'policy', false],
  ['4.2.2', 'mailbox full', false],
  ['4.1.1', 'user unknown', false],
  ['4.1.0', 'user unknown', false],
  ['5.0.0', 'user unknown', true],
  ['5.0.0', 'blocked by policy', false],
  [null, 'No such user here', true],
  [null, 'Mailbox is full, user unknown to have space', false],
])('%s «%s»: there is no such address: %s', (status, words, hard) => {
  expect(isHard(status, words)).toBe(hard)
})

describe('a report', () => {
  test('names each recipient with what became of them', () => {
    const bounce = report(
      ...[
        'Final-Recipient: rfc822; sara@example.com',
        'Action: failed',
        'Status: 5.1.1',
        'Diagnostic-Code: smtp; 550 5.1.1',
        ' no such user',
        '',
      ],
      ...[
        'Final-Recipient: rfc822;other@example.com',
        'Original-Recipient: rfc822;noura@example.com',
        'Action: delayed',
        'Status: 4.4.1',
      ],
    )
    expect(bounce).toEqual({
      originalMailId: 'ours@wasl',
      recipients: [
        {
          address: 'sara@example.com',
          action: 'failed',
          status: '5.1.1',
          diagnostic: '550 5.1.1 no such user',
          hard: true,
        },
        {
          address: 'noura@example.com',
          action: 'delayed',
          status: '4.4.1',
          diagnostic: '',
          hard: false,
        },
      ],
    })
  })

  test('that it arrived, or that it is late, is no failure for good', () => {
    const late = report(
      'Final-Recipient: rfc822; a@example.com',
      'Action: delayed',
      'Status: 5.1.1',
    )
    expect(late?.recipients[0]).toMatchObject({ action: 'delayed', hard: false })
    const there = report(
      'Final-Recipient: rfc822; a@example.com',
      'Action: delivered',
      'Status: 2.0.0',
    )
    expect(there?.recipients[0]).toMatchObject({ action: 'delivered', hard: false })
  })

  test('in words is understood when a server wrote it, in Arabic too', () => {
    const words = { ...parts, reportType: '', originals: [], subject: 'تعذّر تسليم الرسالة' }
    const bounce = readBounce({
      ...words,
      text: 'لم تصل الرسالة إلى:\nsara@example.com\n550 5.1.1 User unknown',
    })
    expect(bounce?.recipients).toMatchObject([
      { address: 'sara@example.com', status: '5.1.1', hard: true },
    ])
  })

  test('is none when a person writes about one', () => {
    const person = { ...parts, reportType: '', from: 'sara@example.com', originals: [] }
    expect(
      readBounce({ ...person, text: 'My mail to a@b.example was undeliverable: 550 5.1.1' }),
    ).toBeUndefined()
  })

  test('never names our own mailbox as the one that failed', () => {
    const words = {
      ...parts,
      reportType: '',
      originals: [],
      text: 'us@house.example\npostmaster@x.example\n550 no',
    }
    expect(readBounce(words)).toBeUndefined()
  })

  test('about a complaint is no bounce', () => {
    const complaint = {
      ...parts,
      reportType: 'feedback-report',
      from: 'fbl@vendor.example',
      reports: ['Feedback-Type: abuse\nOriginal-Rcpt-To: Sara@example.com\n'],
    }
    expect(readComplaint(complaint)).toEqual({
      type: 'abuse',
      address: 'sara@example.com',
      originalMailId: 'ours@wasl',
    })
    expect(readBounce({ ...complaint, subject: 'report' })).toBeUndefined()
    expect(readComplaint(parts)).toBeUndefined()
  })
})

test('nothing that a report may hold stops the reading of it', () => {
  const words = fc.oneof(
    fc.uint8Array().map((bytes) => String.fromCharCode(...bytes)),
    fc.constantFrom(
      'Final-Recipient: ',
      'Status: 9.9.9\n',
      '\n\n',
      'a@b.example',
      'Action: failed\n',
      'Message-ID: <',
    ),
  )
  const text = fc.array(words).map((all) => all.join(''))
  fc.assert(
    fc.property(
      text,
      text,
      text,
      fc.constantFrom('delivery-status', 'feedback-report', ''),
      (a, b, c, reportType) => {
        const given = { ...parts, reportType, text: a, reports: [b], originals: [c] }
        for (const { address } of readBounce(given)?.recipients ?? [])
          expect(address).toContain('@')
        readComplaint(given)
      },
    ),
  )
})

test('a hundred thousand of the same letter are soon read', () => {
  for (const unit of [
    '\n',
    '\n ',
    '-',
    '--\n',
    ' ',
    'a.',
    'a@b.',
    'message-id:\n ',
    'Final-Recipient: ',
    '<',
  ]) {
    const text = unit.repeat(100_000 / unit.length)
    const given = { ...parts, text, reports: [text], originals: [text] }
    readBounce(given)
    readBounce({ ...given, reports: [], originals: [] })
    readComplaint({ ...given, reportType: 'feedback-report' })
  }
}, 10_000)
