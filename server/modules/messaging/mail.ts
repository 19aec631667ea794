import { assert } from '#core/assert.ts'
import { bracketed } from '#core/messaging/mail-threading.ts'
import { escapeHtml } from '#core/messaging/template.ts'
import type { Language } from '#core/people/identity.ts'
import type { House } from '#platform/house.ts'
import type { Sender } from './accounts/sender.ts'
import type { OutgoingMail } from './channel.ts'
import type { MailInHand } from './chat/mail-in-hand.ts'
import type { MadeFile } from './ports.ts'
import type { MessageTable } from './tables.ts'

const optOutPlace = 'opt_out_link'

/** The link by which one customer declines reminders: sealed, so that nobody can make another's. */
export const optOutUrl = (house: House, companyId: string, customerId: string): string =>
  `${house.publicUrl}/opt-out/${house.safe.lock(`${companyId}|${customerId}`, optOutPlace)}`

const ids = /^([0-9a-f-]{36})\|([0-9a-f-]{36})$/

/** Whom an opt-out link speaks for, or nothing when we did not make it. */
export function readOptOut(
  house: House,
  token: string,
): { companyId: string; customerId: string } | undefined {
  try {
    const [, companyId, customerId] = ids.exec(house.safe.open(token, optOutPlace)) ?? []
    return companyId && customerId ? { companyId, customerId } : undefined
  } catch {
    return undefined
  }
}

/** The same for every try, so that a mailbox that got it twice shows it once. */
export const mailIdOf = (companyId: string, messageId: string): string =>
  `<${messageId}.${companyId.slice(0, 8)}@wasl>`

const optOutWords: Readonly<Record<Language, string>> = {
  ar: 'لإيقاف رسائل التذكير',
  en: 'To stop reminder messages',
}

const link = /https?:\/\/[^\s<>"'،؛]+[^\s<>"'،؛.,;:!?)\]]/g

/** Text as HTML: escaped, its links clickable, its paragraphs kept, its direction its own. */
export function htmlOf(text: string, language: Language, footer?: { words: string; url: string }) {
  const paragraphs = text
    .split(/\n{2,}/)
    .map((part) => {
      const lines = escapeHtml(part).replaceAll('\n', '<br>')
      const linked = lines.replaceAll(
        link,
        (url) => `<a href="${url}" style="color:#0e5a6b"><bdi dir="ltr">${url}</bdi></a>`,
      )
      return `<p dir="auto" style="margin:0 0 14px">${linked}</p>`
    })
    .join('')
  const foot = footer
    ? `<p style="margin:24px 0 0;font-size:12px;color:#6b665d"><a href="${escapeHtml(footer.url)}" style="color:#6b665d">${escapeHtml(footer.words)}</a></p>`
    : ''
  const dir = language === 'ar' ? 'rtl' : 'ltr'
  return `<!doctype html><html lang="${language}" dir="${dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head><body dir="${dir}" style="margin:0;padding:24px;background:#ffffff;color:#1d1b18;font:15px/1.75 'IBM Plex Sans Arabic',Tahoma,'Segoe UI',Arial,sans-serif;text-align:start"><div style="max-width:620px">${paragraphs}${foot}</div></body></html>`
}

/** A stored message as it leaves. What a customer can decline carries the way to decline it. */
export function mailOf(
  house: House,
  message: MessageTable,
  mail: Omit<MailInHand, 'sender' | 'fileIds'> & { sender?: Sender | undefined },
  attachments: readonly MadeFile[],
): OutgoingMail {
  const { sender } = mail
  assert(sender !== undefined, 'a mail leaves through an account')
  const { company_id, id, customer_id, language, subject, body, category } = message
  const url =
    customer_id !== null && category === 'reminder'
      ? optOutUrl(house, company_id, customer_id)
      : undefined
  const footer = url === undefined ? undefined : { words: optOutWords[language], url }
  return {
    messageId: mailIdOf(company_id, id),
    from: sender.from,
    to: { address: message.to_address, ...(message.to_name && { name: message.to_name }) },
    ...(sender.replyTo && { replyTo: { address: sender.replyTo } }),
    subject,
    text: footer ? `${body}\n\n${footer.words}: ${footer.url}` : body,
    html: htmlOf(body, language, footer),
    attachments,
    headers: {
      // A machine answers no machine; a person's own words may be answered by anyone.
      ...(!message.by_human && { 'Auto-Submitted': 'auto-generated' }),
      ...(mail.inReplyTo.length > 0 && { 'In-Reply-To': mail.inReplyTo.map(bracketed).join(' ') }),
      ...(mail.references.length > 0 && { References: mail.references.map(bracketed).join(' ') }),
      ...(url !== undefined && {
        'List-Unsubscribe': `<${url}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
  }
}
