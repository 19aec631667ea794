import type { Attachment, Email } from 'postal-mime'
import {
  type Bounce,
  type Complaint,
  type ReportParts,
  readBounce,
  readComplaint,
} from '#core/messaging/mail-bounce.ts'
import { peopleFrom } from './people.ts'
import { clean } from './words.ts'

const mostBytes = 64 * 1024

const textOf = ({ content }: Attachment): string => {
  const bytes =
    typeof content === 'string'
      ? Buffer.from(content)
      : Buffer.from(content instanceof Uint8Array ? content : new Uint8Array(content))
  return clean(bytes.subarray(0, mostBytes).toString('utf8'))
}

/** What a mail reports of another one: that it did not arrive, or was not wanted. */
export function reportOf(
  email: Email,
  { from, text }: Readonly<{ from: string; text: string }>,
): { bounce?: Bounce; complaint?: Complaint } {
  const header = (key: string) => email.headers.find((each) => each.key === key)?.value ?? ''
  const type = header('content-type')
  const report = /^multipart\/report\b/i.test(type)
    ? /report-type\s*=\s*"?([\w-]+)/i.exec(type)?.[1]?.toLowerCase()
    : undefined
  const ofKind = (...kinds: readonly string[]) =>
    email.attachments
      .filter(({ mimeType }) => kinds.includes(mimeType))
      .slice(0, 10)
      .map(textOf)
  const parts: ReportParts = {
    reportType: report ?? '',
    from,
    to: peopleFrom(email.to).map(({ address }) => address),
    subject: clean(email.subject ?? ''),
    failedRecipients: clean(header('x-failed-recipients')).slice(0, 10_000),
    reports: ofKind(
      'message/delivery-status',
      'message/global-delivery-status',
      'message/feedback-report',
    ),
    originals: ofKind(
      'message/rfc822',
      'message/global',
      'text/rfc822-headers',
      'message/rfc822-headers',
    ),
    text,
  }
  const bounce = readBounce(parts)
  const complaint = readComplaint(parts)
  return { ...(bounce && { bounce }), ...(complaint && { complaint }) }
}
