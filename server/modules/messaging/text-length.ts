import type { ChatAbilities } from './chat-channel.ts'

/** How long words are, as the vendor of a channel counts them. */
export const textLength = (text: string, { text: room }: Pick<ChatAbilities, 'text'>): number =>
  room.in === 'bytes' ? Buffer.byteLength(text, 'utf8') : text.length
