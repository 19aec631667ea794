import { imap } from '#integrations/imap/imap.ts'
import { instagram, instagramLogin } from '#integrations/instagram/instagram.ts'
import { messenger } from '#integrations/messenger/messenger.ts'
import type { MetaParts } from '#integrations/meta/graph.ts'
import { moyasar } from '#integrations/moyasar/moyasar.ts'
import { msegat } from '#integrations/msegat/msegat.ts'
import { mailAuthorityOver } from '#integrations/oauth/oauth.ts'
import { smtp } from '#integrations/smtp/smtp.ts'
import { taqnyat } from '#integrations/taqnyat/taqnyat.ts'
import { twilio } from '#integrations/twilio/twilio.ts'
import { unifonic } from '#integrations/unifonic/unifonic.ts'
import { webPushService } from '#integrations/web-push/web-push.ts'
import { whatsapp } from '#integrations/whatsapp/whatsapp.ts'
import { acquaintances, type FindAcquaintances, pushService } from '#modules/collaboration/index.ts'
import {
  agencyEntriesOf,
  agreedPartOf,
  contactHours,
  disputedOf,
  promisedOf,
  readCalendar,
  sentConfirmationPdf,
} from '#modules/collections/index.ts'
import {
  cardFor,
  offers as contactsOffers,
  findCustomers,
  nameCustomers,
  partiesOf,
  standings,
} from '#modules/contacts/index.ts'
import { type InvoiceBook, invoiceBook } from '#modules/inbox/index.ts'
import {
  buyersOf,
  invoiceImporter,
  invoicePdf,
  openInvoicesOf,
  payLinks,
} from '#modules/invoicing/index.ts'
import { type PartyBook, partyBook, standingText } from '#modules/ledger/index.ts'
import {
  attachmentMakers,
  type ChatProvider,
  channels,
  chatProviders,
  mailAuthority,
  mailReader,
  playedAccount,
  playedChats,
  playedMailbox,
  quietHours,
} from '#modules/messaging/index.ts'
import {
  agencyEntries,
  agreedParts,
  companyCalendar,
  disputedItems,
  type Gateways,
  gateways,
  invoicePayLinks,
  payLinksFor,
  paymentImporter,
  promisedBy,
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
import { placeOf, type Simulators } from './simulators/index.ts'
import { createPlayedChats } from './simulators/played-chats.ts'

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

/** What conversations say of invoices. */
const invoicesOfInbox: InvoiceBook = {
  payLink: async (work, parties) => {
    const [customerId] = parties
    const invoiceIds = (await openInvoicesOf(work, parties)).map(({ id }) => id)
    if (customerId === undefined || invoiceIds.length === 0) return undefined
    const [url] = await payLinksFor(work, [{ customerId, invoiceIds }])
    return url
  },
  longestOverdue: async (from, parties) =>
    (await openInvoicesOf(from, parties)).find(({ dueOn }) => dueOn < from.today),
  buyersOf,
}

type Limits = Readonly<{ mostBytes?: number; totalMs?: number }>

/**
 * How vendors are called. Their simulators are called over loopback, as vendors would be; where our
 * own address is not on loopback, without a port.
 */
function vendorFetch({ played, publicUrl }: Parts, limits: Limits = {}) {
  const place = placeOf(publicUrl, '')
  const own = played && place.startsWith(publicUrl) ? { ownOrigin: new URL(publicUrl).origin } : {}
  const safeFetch = createSafeFetch({ ...own, ...limits })
  const apps = new Map(
    played && place.startsWith(publicUrl)
      ? []
      : Object.entries({
          moyasar: played?.moyasar.app,
          meta: played?.meta.app,
          sms: played?.sms.app,
        }),
  )
  return async (url: string, init: RequestInit): Promise<Response> => {
    const [name = ''] = url.startsWith(place) ? url.slice(place.length).split('/') : []
    const app = apps.get(name)
    return app ? app.request(url.slice(place.length + name.length), init) : safeFetch(url, init)
  }
}

/** The payment gateways. */
function paymentGateways(parts: Parts): Gateways {
  const { clock, played, publicUrl } = parts
  const gateway = moyasar({ fetch: vendorFetch(parts), now: () => nowOf(clock) })
  return {
    of: (vendor) => {
      if (vendor !== gateway.vendor) throw new Error(`No gateway is called ${vendor}`)
      return gateway
    },
    addressOf: (_vendor, simulated) => {
      if (!simulated) return 'https://api.moyasar.com/v1'
      return played ? `${placeOf(publicUrl, 'moyasar')}/v1` : null
    },
  }
}

const file = { mostBytes: 101 * 1024 * 1024, totalMs: 120_000 }

/** The platforms of conversations, by the name of their vendor. */
function platforms(parts: Parts): Readonly<Record<string, ChatProvider>> {
  const meta: MetaParts = {
    fetch: vendorFetch(parts),
    fileFetch: vendorFetch(parts, file),
    onVersion: (asked, answered) =>
      parts.log.warn(
        { asked, answered },
        'Graph answered in another version than the one asked for',
      ),
  }
  const sms = { fetch: vendorFetch(parts, { totalMs: 15_000 }) }
  const all = [
    ...[whatsapp, messenger, instagram, instagramLogin].map((open) => open(meta)),
    ...[unifonic, taqnyat, msegat, twilio].map((open) => open(sms)),
  ]
  return Object.fromEntries(all.map((provider) => [provider.name, provider]))
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
    .plug(pushService, webPushService({ fetch: vendorFetch(parts) }))
    .plug(channels, { email: smtp({ privateHosts }) })
    .plug(
      playedAccount,
      played ? { host: '127.0.0.1', port: played.mail.port, secure: false } : null,
    )
    .plug(mailAuthority, mailAuthorityOver({ fetch: vendorFetch(parts) }))
    .plug(mailReader, imap({ privateHosts }))
    .plug(playedMailbox, played ? { host: played.imap.host, port: played.imap.port } : null)
    .plug(attachmentMakers, {
      invoice: invoicePdf,
      receipt: receiptPdf,
      statement: sentStatementPdf,
      confirmation: sentConfirmationPdf,
    })
    .plug(gateways, paymentGateways(parts))
    .plug(agreedParts, agreedPartOf)
    .plug(agencyEntries, agencyEntriesOf)
    .plug(chatProviders, platforms(parts))
    .plug(
      playedChats,
      played
        ? createPlayedChats({
            ...played,
            metaUrl: placeOf(publicUrl, 'meta'),
            smsUrl: placeOf(publicUrl, 'sms'),
          })
        : null,
    )
    .plug(quietHours, contactHours)
    .plug(disputedItems, disputedOf)
    .plug(promisedBy, promisedOf)
    .plug(companyCalendar, readCalendar)
    .plug(payLinks, invoicePayLinks)
    .plug(invoiceBook, invoicesOfInbox)
    .plug(importers, {
      ...contactsOffers.importers,
      invoices: invoiceImporter,
      payments: paymentImporter,
    })
}
