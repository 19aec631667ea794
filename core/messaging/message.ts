import { z } from 'zod'

export const messageStates = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'failed',
  'unknown',
] as const
/**
 * Where a message stands. `unknown` left us and was never answered for: it may have arrived, so
 * nothing but a person sends it again.
 */
export const MessageState = z.enum(messageStates)
export type MessageState = z.infer<typeof MessageState>

export const MessageChannel = z.enum(['email'])
export type MessageChannel = z.infer<typeof MessageChannel>

export const messageCategories = ['reminder', 'invoice', 'receipt', 'statement', 'other'] as const
export const MessageCategory = z.enum(messageCategories)
export type MessageCategory = z.infer<typeof MessageCategory>

/** What a customer can decline: invoices and receipts are owed to them, reminders are not. */
export const declinable: readonly MessageCategory[] = ['reminder', 'statement', 'other']

/** Why a message failed; the first five are the mail server's answers. */
export const messageFailures = [
  'address_refused',
  'rejected',
  'too_large',
  'auth',
  'unavailable',
  'no_account',
  'attachment_failed',
] as const
export const MessageFailure = z.enum(messageFailures)
export type MessageFailure = z.infer<typeof MessageFailure>

/** How often a sending is tried before a person must look. */
export const mostAttempts = 5

/** How long to wait after the nth failed try: one minute, five, half an hour, two hours. */
export const backOffMinutes = (attempt: number): number =>
  [1, 5, 30, 120][Math.min(attempt, 4) - 1] ?? 1

/** A sending takes three minutes at most; what still stands as `sending` after this broke off. */
export const brokenOffAfterMinutes = 5
