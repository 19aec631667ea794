import { moyasar } from '#integrations/moyasar/moyasar.ts'
import { smtp } from '#integrations/smtp/smtp.ts'
import { acquaintances, type FindAcquaintances } from '#modules/collaboration/index.ts'
import {
  cardFor,
  offers as contactsOffers,
  findCustomers,
  nameCustomers,
  partiesOf,
  standings,
} from '#modules/contacts/index.ts'
import { invoiceImporter, invoicePdf, payLinks } from '#modules/invoicing/index.ts'
import { type PartyBook, partyBook, standingText } from '#modules/ledger/index.ts'
import { attachmentMakers, channels, playedAccount } from '#modules/messaging/index.ts'
import {
  type Gateways,
  gateways,
  invoicePayLinks,
  paymentImporter,
  receiptPdf,
  sentStatementPdf,
} from '#modules/payments/index.ts'
import { type HouseMail, houseMail } from '#modules/people/index.ts'
import type { Config } from '#platform/config.ts'
import { uuidv7 } from '#platform/ids.ts'
import type { Log } from '#platform/log.ts'
import { importers } from '#platform/offers.ts'
import type { Plugs } from '#platform/port.ts'
import { createSafeFetch } from '#platform/safe-fetch.ts'
import { type Clock, nowOf } from '#platform/time.ts'
import type { Simulators } from './simulators/index.ts'

type Parts = Readonly<{
  config: Pick<Config, 'SMTP_URL' | 'MAIL_FROM' | 'MAIL_PRIVATE_HOSTS'>
  log: Log
  clock: Clock
  played: Simulators | undefined
  publicUrl: string
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
  // The operator's own setting may name any server; a company's may not look into their network.
  const channel = smtp({ privateHosts: true })
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
  names: (from, ids) => nameCustomers(from, ids),
  partiesOf: (from, id) => partiesOf(from, id),
}

/** The customers that notifications name: a merged one answers with its survivor. */
const customersOfNews: FindAcquaintances = async (from, ids) => {
  const cards = await findCustomers(from, ids)
  const survivors = await findCustomers(from, [
    ...new Set([...cards.values()].map(({ survivorId }) => survivorId)),
  ])
  return new Map([...cards].map(([id, card]) => [id, survivors.get(card.survivorId) ?? card]))
}

const inProcess = 'http://localhost/simulators/moyasar'

/**
 * The payment gateways. Their simulator is called over loopback, as a vendor would be; where our
 * own address is not on loopback (a phone tries the product, a test has no port), without a port.
 */
function paymentGateways({ clock, played, publicUrl }: Parts): Gateways {
  const { origin, hostname } = new URL(publicUrl)
  const loopback = played !== undefined && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
  const safeFetch = createSafeFetch(loopback ? { ownOrigin: origin } : {})
  const fetch = async (url: string, init: RequestInit) =>
    played && url.startsWith(`${inProcess}/`)
      ? played.moyasar.app.request(url.slice(inProcess.length), init)
      : safeFetch(url, init)
  const gateway = moyasar({ fetch, now: () => nowOf(clock) })
  const simulator = loopback ? `${publicUrl}/simulators/moyasar/v1` : `${inProcess}/v1`
  return {
    of: (vendor) => {
      if (vendor !== gateway.vendor) throw new Error(`No gateway is called ${vendor}`)
      return gateway
    },
    addressOf: (_vendor, simulated) => {
      if (!simulated) return 'https://api.moyasar.com/v1'
      return played ? simulator : null
    },
  }
}

/** Fits every port with its integration. */
export function plugIn(plugs: Plugs, parts: Parts): Plugs {
  const { config, played, publicUrl } = parts
  const privateHosts = config.MAIL_PRIVATE_HOSTS ?? !publicUrl.startsWith('https:')
  return plugs
    .plug(houseMail, houseMailer(parts))
    .plug(partyBook, customersOfLedger)
    .plug(standings, standingText)
    .plug(acquaintances, customersOfNews)
    .plug(channels, { email: smtp({ privateHosts }) })
    .plug(
      playedAccount,
      played ? { host: '127.0.0.1', port: played.mail.port, secure: false } : null,
    )
    .plug(attachmentMakers, {
      invoice: invoicePdf,
      receipt: receiptPdf,
      statement: sentStatementPdf,
    })
    .plug(gateways, paymentGateways(parts))
    .plug(payLinks, invoicePayLinks)
    .plug(importers, {
      ...contactsOffers.importers,
      invoices: invoiceImporter,
      payments: paymentImporter,
    })
}
