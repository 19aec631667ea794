import type { Travel } from '#core/messaging/reach.ts'
import { Refusal } from '#core/refusal.ts'
import { type Letter, type Sent, sendLetter } from '#modules/messaging/index.ts'
import type { Work } from '#platform/command.ts'

/**
 * Sends a letter that a person asked for, by the best way or the one that they chose.
 * @throws payments.no_address
 */
export async function sendByHand(
  work: Work,
  letter: Letter,
  asked: Travel & Readonly<{ requestId: string }>,
): Promise<Sent> {
  return demandWay(await sendLetter(work, letter, asked, asked.requestId), letter.customerId)
}

/** @throws payments.no_address where nothing could be sent at all */
export function demandWay(sent: Sent | undefined, customerId: string): Sent {
  if (!sent || (sent.state === 'refused' && sent.reason === 'no_way'))
    throw new Refusal('payments.no_address', { customerId })
  return sent
}

/** What the log keeps of a sending. */
export const sentFacts = ({ state, why, messageId }: Sent) => ({
  ...{ state, channel: why.channel, messageId },
})

/** What whoever pressed «send» is told of it. */
export const sentSaid = (sent: Sent) => ({
  state: sent.state,
  reason: sent.state === 'refused' ? sent.reason : null,
  channel: sent.why.channel,
})
