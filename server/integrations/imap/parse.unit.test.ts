import fs from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitQuoted } from '#core/messaging/mail-quote.ts'
import { writeMail } from '#server/simulators/mail/write.ts'
import { readMail } from './parse.ts'

const folder = path.join(import.meta.dirname, '../../../test/fixtures/email')
const sample = async (name: string) =>
  (await readMail(fs.readFileSync(path.join(folder, `${name}.eml`)), { servers: [] })).mail
const read = (raw: string | Uint8Array) =>
  readMail(typeof raw === 'string' ? Buffer.from(raw) : raw, { servers: ['127.0.0.1'] })

/** What each of the samples reports: who failed, how, for good or not, and of which mail of ours. */
const bounces: Readonly<Record<string, readonly [string, string | null, boolean, string | null]>> =
  {
    'lhost-amazonses-01': [
      'shironeko@example.co.jp',
      '5.7.1',
      false,
      '000001321defbd2a-788e31c8-2be1-422f-a8d4-cf7765cc9ed7-000000@email.amazonses.com',
    ],
    'lhost-exim-01': ['kijitora@example.ed.jp', '5.7.0', false, 'E1P1ce6-000Egt-GZ@e1.example.org'],
    'lhost-office365-01': [
      'kijitora@example.com',
      '5.1.10',
      true,
      'FFFFFFFF.EEEEEEEE@example.ed.jp',
    ],
    'lhost-postfix-01': ['kijitora@example.org', '5.1.1', true, null],
    'lhost-sendmail-01': [
      'userunknown@bouncehammer.jp',
      '5.1.1',
      true,
      'E1C50F1B-1C83-4820-BC36-AC6FBFBE8568@example.org',
    ],
    'lhost-zoho-01': [
      'kijitora@example.co.jp',
      '5.1.1',
      true,
      '14a3e1b4b5a.10b1a4c5610175.8588386083425091336@zoho.example.com',
    ],
    'rfc3464-01': [
      'userunknown@bouncehammer.jp',
      '5.1.1',
      true,
      'E1C50F1B-1C83-4820-BC36-AC6FBFBE8568@example.org',
    ],
    'rfc3464-04': [
      'kijitora@mailx-53.neko.example.edu',
      '5.5.0',
      false,
      '00000000000.000000@mx4.example.co.jp',
    ],
    'rhost-outlook-01': [
      'kijitora@example.jp',
      '5.2.2',
      false,
      'BLU436-SMTP6645ECA6E7FEFFE86D040BBA770@phx.gbl',
    ],
  }

describe('the samples', () => {
  test('every one of them has an expectation here', () => {
    const held = fs
      .readdirSync(path.join(folder, 'bounces'))
      .map((file) => file.replace('.eml', ''))
    expect(held.toSorted()).toEqual(Object.keys(bounces).toSorted())
  })

  test.each(Object.entries(bounces))(
    '%s is a report of a mail that did not arrive',
    async (name, [address, status, hard, originalMailId]) => {
      const mail = await sample(`bounces/${name}`)
      expect(mail.bounce?.originalMailId).toBe(originalMailId)
      expect(mail.bounce?.recipients).toMatchObject([{ address, status, hard, action: 'failed' }])
      expect(mail.automatic.is).toBe(true)
      expect(mail.complaint).toBeUndefined()
    },
  )

  test.each([
    ['rfc3834-01', 'auto_submitted'],
    ['rfc3834-02', 'suppresses_answers'],
    ['rfc3834-04', 'suppresses_answers'],
  ])('%s was answered by a machine', async (name, reason) => {
    const mail = await sample(`auto-replies/${name}`)
    expect(mail.automatic).toEqual({ is: true, reason })
    expect(mail.bounce).toBeUndefined()
  })

  test('arf-01 is a complaint', async () => {
    const mail = await sample('complaints/arf-01')
    expect(mail.complaint).toEqual({
      type: 'abuse',
      address: 'redacted@example.net',
      originalMailId: null,
    })
    expect(mail.bounce).toBeUndefined()
  })

  test('the threads are found by what they refer to', async () => {
    const answer = await sample('threads/authored.reply-in-reply-to')
    expect(answer).toMatchObject({
      mailId: 'r1@example.com',
      inReplyTo: ['7f0e.c42@mail.crm.example'],
      subject: 'Re: فاتورة',
      from: { name: 'Sara', address: 'sara@example.com' },
      automatic: { is: false },
    })
    expect(splitQuoted(answer.text).said).toBe('تم السداد')
    const folded = await sample('threads/authored.references-only-folded')
    expect(folded.references).toEqual([
      'root@other.example',
      '7f0e.c42@mail.crm.example',
      'mid@other.example',
    ])
    const plus = await sample('threads/authored.no-threading-headers-plus-address')
    expect(plus.deliveredTo).toContain('reply+tok123@crm.example')
    const nameless = await sample('threads/authored.missing-message-id')
    expect(nameless).toMatchObject({
      mailIdMade: true,
      mailId: expect.stringMatching(/^[0-9a-f]{64}@without-id$/),
    })
    expect((await sample('threads/authored.auto-submitted-no-is-human')).automatic.is).toBe(false)
  })
})

const head = 'From: Sara <SARA@Example.com>\r\nTo: us@example.com\r\nMessage-ID: <a@b>\r\n'

/** Arabic as windows-1256 has it. */
const arabicBytes = (text: string): Buffer =>
  Buffer.from(
    [...text].flatMap((letter) => {
      for (let byte = 0; byte < 256; byte += 1)
        if (new TextDecoder('windows-1256').decode(Uint8Array.of(byte)) === letter) return [byte]
      return []
    }),
  )

describe('letters', () => {
  const words = 'تم سداد الفاتورة'
  test('of windows-1256 that is named', async () => {
    const raw = Buffer.concat([
      Buffer.from(`${head}Content-Type: text/plain; charset=windows-1256\r\n\r\n`),
      arabicBytes(words),
    ])
    expect((await read(raw)).mail.text).toBe(words)
  })

  test('of windows-1256 that nobody names, in the subject too', async () => {
    const raw = Buffer.concat([
      Buffer.from(`${head}Subject: `),
      arabicBytes('فاتورة'),
      Buffer.from('\r\n\r\n'),
      arabicBytes(words),
    ])
    const { mail } = await read(raw)
    expect([mail.subject, mail.text]).toEqual(['فاتورة', words])
  })

  test('that no store takes are left out', async () => {
    const { mail } = await read(`${head}Subject: a\0b\r\n\r\nc\0d`)
    expect([mail.subject, mail.text]).toEqual(['ab', 'cd'])
  })

  test('that turn a name around are left out of it', async () => {
    const raw = await writeMail({
      from: { name: 'x\u202ey', address: 'a@example.com' },
      to: 'us@example.com',
      subject: 'x\u202ey',
      text: 't',
      files: [
        { fileName: 'invoice\u202efdp.exe', mime: 'application/pdf', bytes: Buffer.from('x') },
      ],
    })
    const { mail } = await read(raw)
    expect([mail.from?.name, mail.subject, mail.attachments[0]?.fileName]).toEqual([
      'xy',
      'xy',
      'invoicefdp.exe',
    ])
  })
})

describe('what a mail carries', () => {
  test('is the same as was written', async () => {
    const raw = await writeMail({
      from: { name: 'سارة', address: 'sara@example.com' },
      to: 'us@example.com',
      subject: 'رد: فاتورة',
      text: 'تم السداد',
      html: '<p>تم السداد <img src="cid:logo"></p>',
      answers: '<ours@wasl>',
      messageId: '<theirs@x>',
      files: [{ fileName: 'إيصال.pdf', mime: 'application/pdf', bytes: Buffer.from('%PDF-1.7') }],
      date: new Date('2026-11-22T09:00:00Z'),
    })
    const { mail, files, problem } = await read(raw)
    expect(problem).toBeUndefined()
    expect(mail).toMatchObject({
      mailId: 'theirs@x',
      inReplyTo: ['ours@wasl'],
      references: ['ours@wasl'],
      from: { name: 'سارة', address: 'sara@example.com' },
      deliveredTo: ['us@example.com'],
      subject: 'رد: فاتورة',
      date: '2026-11-22T09:00:00.000Z',
      text: 'تم السداد',
      attachments: [
        { place: 0, fileName: 'إيصال.pdf', mime: 'application/pdf', bytes: 8, inline: false },
      ],
    })
    expect(Buffer.from(files[0]?.content ?? []).toString()).toBe('%PDF-1.7')
  })

  test('names its pictures as the HTML does', async () => {
    const raw = `${head}Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>مرحبًا</p><img src="cid:logo@x">\r\n--b\r\nContent-Type: image/png\r\nContent-ID: <logo@x>\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--`
    const { mail } = await read(raw)
    expect(mail.attachments).toMatchObject([
      { contentId: 'logo@x', inline: true, mime: 'image/png' },
    ])
    expect(mail.text).toBe('مرحبًا')
  })

  test('is a file when it is a mail itself, however deep', async () => {
    let inner = 'Subject: deep\r\n\r\ninside'
    for (let depth = 0; depth < 30; depth += 1)
      inner = `Content-Type: multipart/mixed; boundary=b${depth}\r\n\r\n--b${depth}\r\nContent-Type: message/rfc822\r\n\r\n${inner}\r\n--b${depth}--`
    const { mail } = await read(`${head}${inner}`)
    expect(mail.attachments).toMatchObject([{ fileName: 'mail-1.eml', mime: 'message/rfc822' }])
  })

  test('stays packed when it is packed', async () => {
    const packed = gzipSync(Buffer.alloc(10_000_000))
    const raw = await writeMail({
      from: { name: '', address: 'a@example.com' },
      to: 'us@example.com',
      subject: 's',
      text: 't',
      files: [{ fileName: 'a.gz', mime: 'application/gzip', bytes: packed }],
    })
    expect((await read(raw)).files[0]?.content.byteLength).toBe(packed.byteLength)
  })

  test('is two hundred files at most, and the rest is counted', async () => {
    const part = (number: number) =>
      `--b\r\nContent-Type: text/csv; name="f${number}.csv"\r\nContent-Disposition: attachment\r\n\r\n${number}\r\n`
    const raw = `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${Array.from({ length: 1000 }, (_, at) => part(at)).join('')}--b--`
    const { mail, files } = await read(raw)
    expect([mail.attachments.length, files.length, mail.attachmentsLeft]).toEqual([200, 200, 800])
  })

  test('has names that lead nowhere', async () => {
    const names = [
      '../../etc/passwd',
      'C:\\x\\a.exe',
      '.bashrc',
      `${'a'.repeat(400)}.pdf`,
      'a\r\nb.txt',
      '',
    ]
    const parts = names.map(
      (name) =>
        `--b\r\nContent-Type: application/x\r\nContent-Disposition: attachment; filename="${name.replaceAll('\\', '\\\\').replaceAll(/[\r\n]/g, '=0A')}"\r\n\r\nx\r\n`,
    )
    const { mail } = await read(
      `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${parts.join('')}--b--`,
    )
    for (const { fileName } of mail.attachments) {
      expect(fileName).toMatch(/^[^./\\][^/\\]{0,199}$/)
    }
    expect(mail.attachments[3]?.fileName).toMatch(/\.pdf$/)
  })
})

describe('a mail that is broken', () => {
  test('is kept with its head, and its text says so', async () => {
    let inner = 'x'
    for (let depth = 0; depth < 200; depth += 1)
      inner = `Content-Type: multipart/mixed; boundary=b${depth}\r\n\r\n--b${depth}\r\n${inner}\r\n--b${depth}--`
    const { mail, problem } = await read(`${head}Subject: deep\r\n${inner}`)
    expect(problem).toBe('unreadable')
    expect(mail).toMatchObject({
      subject: 'deep',
      mailId: 'a@b',
      from: { address: 'sara@example.com' },
    })
    expect(mail.text).toContain('تعذّرت قراءة هذه الرسالة')
  })

  test('does not fill the memory with a million parts', async () => {
    const raw = Buffer.concat([
      Buffer.from(`${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n`),
      Buffer.alloc(8_000_000, '--b\r\n\r\n'),
    ])
    expect((await read(raw)).problem).toBe('unreadable')
  })

  test('may have a head without end', async () => {
    const { mail, problem } = await read(`${head}X: ${'a'.repeat(3_000_000)}`)
    expect([problem, mail.mailId]).toEqual(['unreadable', 'a@b'])
  })

  test('that is larger than we take is its head', async () => {
    const { mail, problem } = await readMail(
      Buffer.from(`${head}Subject: big\r\nContent-Type: multipart/mixed; boundary=b`),
      { servers: [], cut: true },
    )
    expect([problem, mail.subject]).toEqual(['too_large', 'big'])
    expect(mail.text).toContain('أكبر مما نستقبله')
  })

  test('with a very long text is shortened, and that is said', async () => {
    const { mail } = await read(`${head}\r\n${'مرحبًا '.repeat(100_000)}`)
    expect(mail.text.length).toBeLessThanOrEqual(100_000)
    expect(mail.shortened).toBe(true)
  })

  test('of any bytes at all is read without a word of complaint', async () => {
    const line = fc.constantFrom(
      ...[
        'From: a@b.c',
        'From: <>',
        'To: x:a@b.c,;',
        'Subject: =?utf-8?B?!!?=',
        'Content-Type: multipart/mixed; boundary="b"',
        'Content-Type: text/html; charset=x-none',
      ],
      ...[
        '--b',
        '--b--',
        '',
        'Content-Transfer-Encoding: base64',
        'Message-ID: <',
        'Date: never',
        'Content-Type: message/rfc822',
        'Content-Disposition: attachment; filename*=x',
      ],
      ...[
        'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
        'Content-Type: message/delivery-status',
        'Final-Recipient: rfc822; a@b.c',
        'Authentication-Results: ;;;',
      ],
    )
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((all) => Buffer.from(all)),
      fc
        .array(fc.oneof(line, fc.string({ unit: 'grapheme' })))
        .map((lines) => Buffer.from(lines.join('\r\n'))),
    )
    await fc.assert(
      fc.asyncProperty(bytes, async (raw) => {
        const { mail } = await read(raw)
        expect(mail.mailId).not.toBe('')
        expect(JSON.stringify(mail)).not.toMatch(/\\u0000|\\ud[89a-f][0-9a-f]{2}/)
      }),
      { numRuns: 500 },
    )
  })
})
