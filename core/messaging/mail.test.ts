import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { authenticOf, automaticOf } from './mail.ts'

const head = (...lines: readonly string[]) =>
  lines.map((line) => {
    const [key = '', ...value] = line.split(':')
    return { key: key.toLowerCase(), value: value.join(':').trim() }
  })

describe('a mail that a machine wrote', () => {
  test.each([
    ['Auto-Submitted: auto-replied', 'auto_submitted'],
    ['Auto-Submitted: auto-generated (failure)', 'auto_submitted'],
    ['X-Auto-Response-Suppress: All', 'suppresses_answers'],
    ['X-Autoreply: yes', 'auto_reply_header'],
    ['X-Autorespond: x', 'auto_reply_header'],
    ['Precedence: bulk', 'precedence'],
    ['Precedence: auto_reply', 'precedence'],
    ['List-Id: <news.example>', 'list'],
    ['List-Unsubscribe: <mailto:u@example.com>', 'list'],
    ['Return-Path: <>', 'no_return_path'],
    ['Feedback-ID: 1:2:3:x', 'feedback_id'],
    ['X-Loop: wasl', 'loop'],
    ['Content-Type: multipart/report; report-type=delivery-status', 'report'],
    ['Subject: رد تلقائي: إجازة', 'subject'],
    ['Subject: Automatic reply: invoice', 'subject'],
  ] as const)('is known by %s', (line, reason) => {
    expect(automaticOf(head(line), 'sara@example.com')).toEqual({ is: true, reason })
  })

  test.each([
    'mailer-daemon',
    'MAILER-DAEMON',
    'postmaster',
    'no-reply',
    'noreply',
    'donotreply',
    'bounces+x',
  ])('is known by its sender %s', (local) => {
    expect(automaticOf([], `${local}@example.com`)).toEqual({ is: true, reason: 'machine_sender' })
  })

  test.each([
    'Auto-Submitted: no',
    'Auto-Submitted: No',
    'X-Auto-Response-Suppress: None',
    'Precedence: normal',
    'Return-Path: <sara@example.com>',
    'X-Loop: another',
    'Subject: Re: رد تلقائي: إجازة',
    'Subject: خارج المكتب الرئيسي مستودع',
    'Content-Type: text/plain',
  ])('is not one with %s', (line) => {
    expect(automaticOf(head(line), 'noura@example.com')).toEqual({ is: false })
  })
})

describe('who sent it', () => {
  const servers = ['mail.company.sa']
  test.each([
    ['mx.company.sa; dmarc=pass header.from=example.com', 'pass'],
    [
      'mx.company.sa; dmarc=fail (p=none) header.from=example.com; spf=pass smtp.mailfrom=x@example.com',
      'fail',
    ],
    ['mx.company.sa; dkim=pass header.d=example.com', 'pass'],
    ['mx.company.sa; dkim=pass header.d=evil.example; spf=none', 'none'],
    ['mx.company.sa; spf=pass smtp.mailfrom=bounce@mail.example.com', 'pass'],
    ['mx.company.sa; spf=fail smtp.mailfrom=a@example.com', 'fail'],
    ['mx.company.sa; none', 'none'],
    ['evil.example; dmarc=pass', 'none'],
    ['company.sa.evil.example; dmarc=pass', 'none'],
    ['(mx.company.sa) evil.example; dmarc=pass', 'none'],
  ])('is taken from «%s»', (value, expected) => {
    expect(authenticOf(head(`Authentication-Results: ${value}`), 'sara@example.com', servers)).toBe(
      expected,
    )
  })

  test('only the topmost word counts: those below came with the mail', () => {
    const lines = head(
      'Authentication-Results: other.example; dmarc=fail',
      'Authentication-Results: mx.company.sa; dmarc=pass',
    )
    expect(authenticOf(lines, 'a@example.com', servers)).toBe('none')
  })

  test('the great vendors sign under another name than their mailboxes have', () => {
    const google = head('Authentication-Results: mx.google.com; dkim=pass header.i=@example.com')
    expect(authenticOf(google, 'a@example.com', ['imap.gmail.com'])).toBe('pass')
    const microsoft = head(
      'Authentication-Results: spf=pass (sender IP is 1.2.3.4) smtp.mailfrom=example.com; dkim=none; dmarc=pass action=none',
    )
    expect(authenticOf(microsoft, 'a@example.com', ['outlook.office365.com'])).toBe('pass')
    expect(authenticOf(microsoft, 'a@example.com', servers)).toBe('none')
  })

  test('two companies under one shared ending are two', () => {
    const lines = head('Authentication-Results: mx.other.com.sa; dmarc=pass')
    expect(authenticOf(lines, 'a@example.com', ['mail.company.com.sa'])).toBe('none')
  })
})

test('no head, however broken, stops the reading of one', () => {
  const header = fc.record({
    key: fc.constantFrom(
      'subject',
      'authentication-results',
      'return-path',
      'x-loop',
      'auto-submitted',
    ),
    value: fc.oneof(
      fc.uint8Array().map((bytes) => String.fromCharCode(...bytes)),
      fc.string().map((words) => words.repeat(50)),
    ),
  })
  fc.assert(
    fc.property(fc.array(header), fc.string(), (headers, from) => {
      expect(automaticOf(headers, from)).toHaveProperty('is')
      expect(['pass', 'fail', 'none']).toContain(authenticOf(headers, from, ['mail.example.com']))
    }),
  )
})
