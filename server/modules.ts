import type { Hono } from 'hono'
import { BalanceDiffers } from '#core/collections/confirmation-events.ts'
import {
  AgencyReported,
  ConcessionProposed,
  CustomerAnswered,
  DisputeOpened,
  DisputeOverdue,
  PromiseBroken,
  ReferralEnded,
  ReminderHeld,
} from '#core/collections/events.ts'
import { PlanAccepted, PlanBroken, PlanDeclined } from '#core/collections/payment-plan-events.ts'
import { CreditApplied, CreditReviewDue } from '#core/credit/events.ts'
import { ImportFinished } from '#core/importing/events.ts'
import {
  ColleagueMentioned,
  ConversationAssigned,
  ConversationUnclaimed,
  ConversationWaits,
} from '#core/inbox/events.ts'
import { BooksProblemFound } from '#core/ledger/events.ts'
import { AccountTroubled, MessageFailed, MessageUnknown } from '#core/messaging/events.ts'
import { ChequeBounced, InstrumentDue, PaymentRecorded } from '#core/payments/events.ts'
import { digestJob, sendDigestJob } from '#modules/collaboration/digest.ts'
import { sweepNotifications } from '#modules/collaboration/jobs.ts'
import { pushJob } from '#modules/collaboration/push/post.ts'
import { collaborationReactions } from '#modules/collaboration/reactions.ts'
import { collaborationRoutes } from '#modules/collaboration/routes.ts'
import { makeEvidenceJob } from '#modules/collections/agencies/evidence/build.ts'
import { startReferralsJob } from '#modules/collections/agencies/jobs.ts'
import { agencyReactions } from '#modules/collections/agencies/reactions.ts'
import { confirmationReactions } from '#modules/collections/confirmations/reactions.ts'
import { confirmationsJob } from '#modules/collections/confirmations/run.ts'
import { buildDeskJob, sweepDeskJob } from '#modules/collections/desk/build.ts'
import { deskReactions } from '#modules/collections/desk/reactions.ts'
import { disputesJob } from '#modules/collections/disputes/sweep.ts'
import { runJob } from '#modules/collections/jobs.ts'
import { judgePlansJob } from '#modules/collections/payment-plans/judge.ts'
import { planReactions } from '#modules/collections/payment-plans/reactions.ts'
import { remindInstalmentsJob } from '#modules/collections/payment-plans/remind.ts'
import { judgePromisesJob } from '#modules/collections/promise-judge.ts'
import { collectionsReactions } from '#modules/collections/reactions.ts'
import { collectionsRoutes } from '#modules/collections/routes.ts'
import { settlementsJob } from '#modules/collections/settlements/judge.ts'
import { simulateJob } from '#modules/collections/simulations/run.ts'
import { contactsRoutes } from '#modules/contacts/routes.ts'
import { contactsReactions } from '#modules/contacts/twins.ts'
import { creditReactions } from '#modules/credit/reactions.ts'
import { reviewCreditJob } from '#modules/credit/review.ts'
import { creditRoutes } from '#modules/credit/routes.ts'
import { customizationRoutes } from '#modules/customization/routes.ts'
import { importingJobs } from '#modules/importing/index.ts'
import { importingRoutes } from '#modules/importing/routes.ts'
import { inboxReactions } from '#modules/inbox/reactions.ts'
import { inboxRoutes } from '#modules/inbox/routes.ts'
import { giveInbox, sweepInbox } from '#modules/inbox/sweep.ts'
import { invoicingReactions } from '#modules/invoicing/reactions.ts'
import { invoicingRoutes } from '#modules/invoicing/routes.ts'
import { hourlyCheck } from '#modules/ledger/books.ts'
import { ledgerReactions } from '#modules/ledger/reactions.ts'
import { ledgerRoutes } from '#modules/ledger/routes.ts'
import { checkAccountsJob } from '#modules/messaging/accounts/health.ts'
import {
  removeTemplateJob,
  submitTemplateJob,
  syncTemplatesJob,
} from '#modules/messaging/channel-templates/vendor-jobs.ts'
import { reactJob, showReadingJob } from '#modules/messaging/chat/react.ts'
import { channelHooks, optOutPage } from '#modules/messaging/index.ts'
import { mailFramePages } from '#modules/messaging/mail-frame-page.ts'
import { dropBytesJob, fetchMediaJob } from '#modules/messaging/media/fetch-media.ts'
import { messagingReactions } from '#modules/messaging/reactions.ts'
import { messagingRoutes } from '#modules/messaging/routes.ts'
import { sendJob } from '#modules/messaging/send.ts'
import { askStatusJob } from '#modules/messaging/statuses/ask-status.ts'
import { sweepJob } from '#modules/messaging/sweep.ts'
import { askNameJob } from '#modules/messaging/threads/ask-name.ts'
import { takeInJob } from '#modules/messaging/threads/take-in.ts'
import { gatewayWebhooks, payPageHeaders } from '#modules/payments/index.ts'
import { paymentJobs } from '#modules/payments/jobs.ts'
import { paymentsReactions } from '#modules/payments/reactions.ts'
import { paymentsRoutes } from '#modules/payments/routes.ts'
import { sealAudit } from '#modules/people/audit.ts'
import { peopleRoutes } from '#modules/people/routes.ts'
import { reportsRoutes } from '#modules/reports/routes.ts'
import type { Listener } from '#platform/events.ts'
import type { House } from '#platform/house.ts'
import type { Env } from '#platform/http.ts'
import type { Job } from '#platform/jobs.ts'
import type { RateLimits } from '#platform/rate-limit.ts'
import { dropFilesJob, filePages } from '#platform/stored-files.ts'

/** Every module's routes, in the shape of core/contract.ts. */
export const router = (limits: RateLimits) => ({
  people: peopleRoutes(limits),
  customization: customizationRoutes,
  contacts: contactsRoutes,
  credit: creditRoutes(limits),
  collaboration: collaborationRoutes,
  importing: importingRoutes,
  ledger: ledgerRoutes,
  invoicing: invoicingRoutes,
  messaging: messagingRoutes(limits),
  inbox: inboxRoutes,
  collections: collectionsRoutes(limits),
  payments: paymentsRoutes(limits),
  reports: reportsRoutes,
})

/** Pages and webhooks that stand outside the contract. */
export const pages: readonly ((app: Hono<Env>, house: House) => void)[] = [
  optOutPage,
  channelHooks,
  mailFramePages,
  gatewayWebhooks,
  payPageHeaders,
  filePages,
]

/** Who hears of whom. */
export const listeners: readonly Listener[] = [
  ...contactsReactions,
  ...collaborationReactions({
    payment_received: PaymentRecorded,
    reminder_waiting: ReminderHeld,
    message_failed: MessageFailed,
    message_unknown: MessageUnknown,
    account_troubled: AccountTroubled,
    customer_answered: CustomerAnswered,
    promise_broken: PromiseBroken,
    plan_accepted: PlanAccepted,
    plan_declined: PlanDeclined,
    plan_broken: PlanBroken,
    agency_reported: AgencyReported,
    referral_ended: ReferralEnded,
    credit_review: CreditReviewDue,
    credit_applied: CreditApplied,
    dispute_raised: DisputeOpened,
    dispute_overdue: DisputeOverdue,
    concession_waits: ConcessionProposed,
    instrument_due: InstrumentDue,
    cheque_bounced: ChequeBounced,
    balance_differs: BalanceDiffers,
    import_finished: ImportFinished,
    books_problem: BooksProblemFound,
    conversation_assigned: ConversationAssigned,
    conversation_waits: ConversationWaits,
    conversation_unclaimed: ConversationUnclaimed,
    colleague_mentioned: ColleagueMentioned,
  }),
  ...creditReactions,
  ...ledgerReactions,
  ...invoicingReactions,
  ...paymentsReactions,
  ...collectionsReactions,
  ...agencyReactions,
  ...planReactions,
  ...confirmationReactions,
  ...deskReactions,
  ...messagingReactions,
  ...inboxReactions,
]

/** What is done after a commit, by name. */
export const jobs: readonly Job[] = [
  startReferralsJob,
  makeEvidenceJob,
  sweepNotifications,
  pushJob,
  digestJob,
  sendDigestJob,
  sealAudit,
  sendJob,
  submitTemplateJob,
  removeTemplateJob,
  syncTemplatesJob,
  sweepJob,
  takeInJob,
  askNameJob,
  reactJob,
  showReadingJob,
  fetchMediaJob,
  dropBytesJob,
  askStatusJob,
  checkAccountsJob,
  runJob,
  judgePromisesJob,
  simulateJob,
  judgePlansJob,
  remindInstalmentsJob,
  confirmationsJob,
  disputesJob,
  settlementsJob,
  buildDeskJob,
  sweepDeskJob,
  reviewCreditJob,
  hourlyCheck,
  sweepInbox,
  giveInbox,
  dropFilesJob,
  ...paymentJobs,
  ...importingJobs,
]
