import { smtp } from '#integrations/smtp/smtp.ts'
import { cardFor, findCustomers, partiesOf } from '#modules/contacts/index.ts'
import { type PartyBook, partyBook } from '#modules/ledger/index.ts'
import { attachmentMakers, channels, playedAccount } from '#modules/messaging/index.ts'
import { type HouseMail, houseMail } from '#modules/people/index.ts'
import type { Config } from '#platform/config.ts'
import { uuidv7 } from '#platform/ids.ts'
import type { Log } from '#platform/log.ts'
import type { Plugs } from '#platform/port.ts'
import type { Clock } from '#platform/time.ts'
import type { Simulators } from './simulators/index.ts'

type Parts = Readonly<{
  config: Pick<Config, 'SMTP_URL' | 'MAIL_FROM'>
  log: Log
  clock: Clock
  played: Simulators | undefined
}>

/** The mail of the house itself: through SMTP_URL, or into the mail simulator. */
function houseMailer({ config, log, played }: Parts): HouseMail {
  const url = config.SMTP_URL ? new URL(config.SMTP_URL) : undefined
  const account = url
    ? {
        host: url.hostname,
        port: Number(url.port || (url.protocol === 'smtps:' ? 465 : 587)),
        secure: url.protocol === 'smtps:',
        ...(url.username && {
          user: decodeURIComponent(url.username),
          password: decodeURIComponent(url.password),
        }),
      }
    : played && { host: '127.0.0.1', port: played.mail.port, secure: false }
  const channel = smtp()
  return {
    send: async ({ to, subject, text }) => {
      if (!account) {
        log.error({ to }, 'no mail server is set (SMTP_URL): a mail was not sent')
        return
      }
      const delivery = await channel.send(account, {
        messageId: `<${uuidv7(Date.now())}@wasl.house>`,
        from: { name: 'وصل', address: config.MAIL_FROM },
        to: { address: to },
        subject,
        text,
        attachments: [],
      })
      if (delivery.outcome !== 'sent') log.error({ delivery }, 'a mail of the house was not sent')
    },
  }
}

/** The ledger's customers are those of contacts, as far as the reader may see them. */
const customersOfLedger: PartyBook = {
  find: async (from, ids) => {
    const cards = await findCustomers(from, ids)
    return new Map([...cards].map(([id, card]) => [id, cardFor(from.session, card)]))
  },
  partiesOf: (from, id) => partiesOf(from, id),
}

/** Fits every port with its integration. */
export function plugIn(plugs: Plugs, parts: Parts): Plugs {
  const { played } = parts
  return plugs
    .plug(houseMail, houseMailer(parts))
    .plug(partyBook, customersOfLedger)
    .plug(channels, { email: smtp() })
    .plug(playedAccount, played ? { host: '127.0.0.1', port: played.mail.port, secure: false } : null)
    .plug(attachmentMakers, {})
}
