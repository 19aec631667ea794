import { findCustomers, partiesOf } from '#modules/contacts/index.ts'
import { openInvoicesOf } from '#modules/invoicing/index.ts'
import { sendChat, voiceOf } from '#modules/messaging/index.ts'
import type { Work } from '#platform/command.ts'
import { idWithin } from '#platform/ids.ts'
import { word } from '../messages/index.ts'
import { payLinksFor } from './links.ts'

/**
 * Gives a customer who wants to pay, or to say when, the address for all that they owe, on the
 * thread where they ask.
 * @param asked their message, which is answered once
 */
export async function answerWithLink(
  work: Work,
  {
    customerId,
    threadId,
    asked,
    wants,
  }: { customerId: string; threadId: string; asked: string; wants: 'pay' | 'promise' },
): Promise<void> {
  const parties = await partiesOf(work, customerId)
  const [id = customerId] = parties
  const card = (await findCustomers(work, [id])).get(id)
  if (!card) return
  const invoiceIds = (await openInvoicesOf(work, parties)).map((invoice) => invoice.id)
  const [url] =
    invoiceIds.length === 0 ? [] : await payLinksFor(work, [{ customerId: id, invoiceIds }])
  const { language } = card
  const company = voiceOf(work).name[language]
  const text = !url
    ? word('answerNothing', language, { company })
    : wants === 'pay'
      ? word('answerLink', language, { link: url, company })
      : word('answerPromise', language, { link: `${url}?promise=1`, company })
  await sendChat(work, {
    id: idWithin(asked, wants),
    threadId,
    said: { kind: 'text', text },
    byHuman: false,
    category: 'chat',
    language,
  })
}
