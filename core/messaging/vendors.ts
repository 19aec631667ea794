import { z } from 'zod'
import type { MessageChannel } from './message.ts'

export const vendorNames = [
  'whatsapp_cloud',
  'messenger',
  'instagram',
  'instagram_login',
  'unifonic',
  'taqnyat',
  'msegat',
  'twilio',
  'smtp',
] as const
/** Who carries a channel for a company; mail goes by any server that speaks SMTP. */
export const VendorName = z.enum(vendorNames)
export type VendorName = z.infer<typeof VendorName>
export type ChatVendorName = Exclude<VendorName, 'smtp'>

export type ChatVendor = Readonly<{
  channel: Exclude<MessageChannel, 'email' | 'manual'>
  baseUrl: string
  version?: string
  /** Ids besides the address, all of them needed. */
  settings: readonly string[]
  /** Without these nothing is sent and nothing is heard. */
  secrets: readonly string[]
  /** What proves a delivery: the secret it is signed with, or its unguessable address alone. */
  proof: string | 'address'
  /** Whether it asks an address whether it is ours, before it tells it anything. */
  asks: boolean
  /** How long a token lives where it ends by itself. */
  tokenDays?: number
  /** Whether the vendor tells of everything that it carried, so that its silence means something. */
  tells: boolean
}>

const graph = 'https://graph.facebook.com'
const meta = {
  baseUrl: graph,
  version: 'v24.0',
  secrets: ['token', 'app_secret'],
  proof: 'app_secret',
  asks: true,
  tells: true,
} as const
const sms = { channel: 'sms', settings: [], proof: 'address', asks: false, tells: false } as const

/** What an account with each vendor of conversations needs. */
export const chatVendors: Readonly<Record<ChatVendorName, ChatVendor>> = {
  whatsapp_cloud: { ...meta, channel: 'whatsapp', settings: ['waba_id'] },
  messenger: { ...meta, channel: 'messenger', settings: [] },
  instagram: { ...meta, channel: 'instagram', settings: [] },
  // Joined by itself, it belongs to another app: its own host, its own secret, a token that ends.
  instagram_login: {
    ...meta,
    channel: 'instagram',
    baseUrl: 'https://graph.instagram.com',
    settings: [],
    secrets: ['token', 'instagram_app_secret'],
    proof: 'instagram_app_secret',
    tokenDays: 60,
  },
  unifonic: { ...sms, baseUrl: 'https://el.cloud.unifonic.com', secrets: ['app_sid'] },
  taqnyat: { ...sms, baseUrl: 'https://api.taqnyat.sa', secrets: ['token'] },
  msegat: { ...sms, baseUrl: 'https://www.msegat.com', secrets: ['user', 'token'] },
  twilio: {
    ...sms,
    baseUrl: 'https://api.twilio.com',
    settings: ['account_sid'],
    secrets: ['token'],
    proof: 'token',
    tells: true,
  },
}

export const channelOfVendor = (vendor: VendorName): Exclude<MessageChannel, 'manual'> =>
  vendor === 'smtp' ? 'email' : chatVendors[vendor].channel

/** What is still missing before an account can work, by the names of settings and secrets. */
export function missingOf(
  vendor: ChatVendorName,
  settings: Readonly<Record<string, string>>,
  secrets: readonly string[],
): string[] {
  const needs = chatVendors[vendor]
  return [
    ...needs.settings.filter((name) => !settings[name]),
    ...needs.secrets.filter((name) => !secrets.includes(name)),
  ]
}
