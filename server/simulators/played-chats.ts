import { createHash, randomBytes } from 'node:crypto'
import type { PlayedChat, PlayedChats } from '#modules/messaging/index.ts'
import type { MetaSimulator } from './meta/simulator.ts'
import type { SmsSimulator } from './sms/simulator.ts'

type Vendor = PlayedChats['vendors'][number]
type Opening = Parameters<PlayedChats['open']>[0]
type MetaAccount = Parameters<MetaSimulator['register']>[0]
type SmsAccount = Parameters<SmsSimulator['register']>[0]

const kinds = {
  whatsapp_cloud: 'whatsapp',
  messenger: 'messenger',
  instagram: 'instagram',
} as const
const sms = ['unifonic', 'taqnyat', 'msegat', 'twilio'] as const

type Kind = keyof typeof kinds
const isMeta = (vendor: Vendor): vendor is Kind => Object.hasOwn(kinds, vendor)
const smsOf = (vendor: Vendor) => {
  const found = sms.find((name) => name === vendor)
  if (!found) throw new Error(`Nobody plays ${vendor}`)
  return found
}

/** Digits that belong to this account and this purpose, and to no other. */
const digitsFor = (accountId: string, purpose: string, length: number): string =>
  `1${BigInt(`0x${createHash('sha256').update(`${purpose} ${accountId}`).digest('hex')}`)}`.slice(
    0,
    length,
  )

const secret = () => randomBytes(16).toString('hex')

function makeMeta(vendor: Kind, id: string): PlayedChat {
  const number = `+9665${digitsFor(id, 'number', 9).slice(1)}`
  const names = { whatsapp_cloud: number, messenger: 'صفحة للتجربة', instagram: 'tajriba' }
  return {
    address: digitsFor(id, 'address', 15),
    shownAs: names[vendor],
    settings: vendor === 'whatsapp_cloud' ? { waba_id: digitsFor(id, 'waba', 15) } : {},
    secrets: { token: `EAAG${secret()}`, app_secret: secret() },
  }
}

function makeSms(vendor: (typeof sms)[number], id: string): PlayedChat {
  // A sender name of eleven letters at most, of its own: the played vendor knows accounts by it.
  const address = `TEST${digitsFor(id, 'sender', 7)}`
  const secrets = {
    unifonic: { app_sid: secret() },
    taqnyat: { token: secret() },
    msegat: { user: `user-${digitsFor(id, 'user', 6)}`, token: secret() },
    twilio: { token: secret() },
  }
  return {
    address,
    shownAs: address,
    settings: vendor === 'twilio' ? { account_sid: `AC${secret()}` } : {},
    secrets: secrets[vendor],
  }
}

function metaAccount(vendor: Kind, opening: Opening): MetaAccount {
  const { address, name, shownAs, settings, secrets, webhookUrl } = opening
  const waba = settings['waba_id']
  return {
    kind: kinds[vendor],
    id: address,
    ...(waba !== undefined && { waba }),
    ...(vendor === 'whatsapp_cloud' && shownAs && { display: shownAs.replace('+', '') }),
    name,
    token: secrets['token'] ?? '',
    appSecret: secrets['app_secret'] ?? '',
    webhookUrl,
  }
}

function smsAccount(vendor: (typeof sms)[number], opening: Opening): SmsAccount {
  const { address, settings, secrets, webhookUrl } = opening
  const user = settings['account_sid'] ?? secrets['user']
  return {
    vendor,
    sender: address,
    key: secrets['app_sid'] ?? secrets['token'] ?? '',
    ...(user !== undefined && { user }),
    webhookUrl,
  }
}

type Parts = Readonly<{
  meta: MetaSimulator
  sms: SmsSimulator
  /** Where they are played. */
  metaUrl: string
  smsUrl: string
}>

/** The accounts of this house with the vendors that are played on it. */
export function createPlayedChats(parts: Parts): PlayedChats {
  const known = new Map<string, string>()
  /** Telling a vendor anew would tear an account from the conversations that it has. */
  const isNews = (address: string, account: object): boolean => {
    const said = JSON.stringify(account)
    if (known.get(address) === said) return false
    known.set(address, said)
    return true
  }
  return {
    vendors: ['whatsapp_cloud', 'messenger', 'instagram', ...sms],
    make: (vendor, id) => (isMeta(vendor) ? makeMeta(vendor, id) : makeSms(smsOf(vendor), id)),
    open: (opening) => {
      const { vendor, address } = opening
      if (isMeta(vendor)) {
        const account = metaAccount(vendor, opening)
        if (isNews(address, account)) parts.meta.register(account)
        return parts.metaUrl
      }
      const account = smsAccount(smsOf(vendor), opening)
      if (isNews(address, account)) parts.sms.register(account)
      return `${parts.smsUrl}/${vendor}`
    },
  }
}
