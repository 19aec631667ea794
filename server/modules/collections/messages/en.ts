import type { ar } from './ar.ts'

export const en: Record<keyof typeof ar, string> = {
  paid: 'Thank you. We have noted that you have paid, and will confirm once it arrives. You can send the receipt here.',
  call: 'Certainly: a colleague of ours will be in touch with you soon.',
  saysPaid: 'Says that they have paid',
}
