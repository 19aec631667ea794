import type { Hono } from 'hono'
import { contactsRoutes } from '#modules/contacts/routes.ts'
import { contactsReactions } from '#modules/contacts/twins.ts'
import { hourlyCheck } from '#modules/ledger/books.ts'
import { ledgerReactions } from '#modules/ledger/reactions.ts'
import { ledgerRoutes } from '#modules/ledger/routes.ts'
import { optOutPage } from '#modules/messaging/index.ts'
import { messagingRoutes } from '#modules/messaging/routes.ts'
import { sendJob, sweepJob } from '#modules/messaging/send.ts'
import { sealAudit } from '#modules/people/audit.ts'
import { peopleRoutes } from '#modules/people/routes.ts'
import type { Listener } from '#platform/events.ts'
import type { House } from '#platform/house.ts'
import type { Env } from '#platform/http.ts'
import type { Job } from '#platform/jobs.ts'
import type { RateLimits } from '#platform/rate-limit.ts'

/** Every module's routes, in the shape of core/contract.ts. */
export const router = (limits: RateLimits) => ({
  people: peopleRoutes(limits),
  contacts: contactsRoutes,
  ledger: ledgerRoutes,
  messaging: messagingRoutes(limits),
})

/** Pages and webhooks that stand outside the contract. */
export const pages: readonly ((app: Hono<Env>, house: House) => void)[] = [optOutPage]

/** Who hears of whom. */
export const listeners: readonly Listener[] = [...contactsReactions, ...ledgerReactions]

/** What is done after a commit, by name. */
export const jobs: readonly Job[] = [sealAudit, sendJob, sweepJob, hourlyCheck]
