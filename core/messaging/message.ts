import { z } from 'zod'
import { chatFailures } from './incoming.ts'

/** Where a message of ours may stand. */
export const messageStates = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'read',
  'failed',
  'unknown',
  'withdrawn',
] as const
/**
 * Where a message of ours stands. `unknown` left us and was never answered for: it may have
 * arrived, so nothing but a person sends it again. `withdrawn` was taken back before it left.
 */
export const MessageState = z.enum(messageStates)
export type MessageState = z.infer<typeof MessageState>

export const messageChannels = [
  'whatsapp',
  'email',
  'sms',
  'messenger',
  'instagram',
  'manual',
] as const
/** The ways on which we and customers speak; `manual` was spoken elsewhere and written down here. */
export const MessageChannel = z.enum(messageChannels)
export type MessageChannel = z.infer<typeof MessageChannel>

export const messageCategories = [
  'reminder',
  'invoice',
  'receipt',
  'statement',
  'chat',
  'other',
] as const
export const MessageCategory = z.enum(messageCategories)
export type MessageCategory = z.infer<typeof MessageCategory>

/** What a customer can decline: invoices and receipts are owed to them, reminders are not. */
export const declinable: readonly MessageCategory[] = ['reminder', 'statement', 'other']

/** Why a message failed: a mail server's answers, a vendor's, and what we found ourselves. */
export const messageFailures = [
  'address_refused',
  'number_wrong',
  'no_account',
  'attachment_failed',
  ...chatFailures,
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
