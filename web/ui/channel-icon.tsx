import {
  IconBrandInstagram,
  IconBrandMessenger,
  IconBrandWhatsapp,
  IconDeviceMobileMessage,
  IconMail,
  IconPencil,
} from '@tabler/icons-react'
import type { MessageChannel } from '#core/messaging/message.ts'

const icons = {
  whatsapp: IconBrandWhatsapp,
  email: IconMail,
  sms: IconDeviceMobileMessage,
  messenger: IconBrandMessenger,
  instagram: IconBrandInstagram,
  manual: IconPencil,
} as const

/** The mark of a channel; its name is said beside it. */
export function ChannelIcon({ channel, size = 16 }: { channel: MessageChannel; size?: number }) {
  const Icon = icons[channel]
  return <Icon size={size} aria-hidden="true" />
}
