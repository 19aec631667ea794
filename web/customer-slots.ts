import type { Icon } from '@tabler/icons-react'
import { type ComponentType, createContext, useContext } from 'react'
import type { Money } from '#core/money.ts'
import type { Permission } from '#core/permission.ts'
import type { Label } from './words.ts'

/** What a part of the customer's record is given: the record that answers for the customer. */
export type OfCustomer = Readonly<{ customerId: string }>

/** A tab of the customer's record that another feature fills: `/customers/<id>/<id of the tab>`. */
export type CustomerTab = Readonly<{
  id: string
  label: Label
  order: number
  permission?: Permission
  load: () => Promise<ComponentType<OfCustomer>>
  /** How many are in it; a hook. */
  useCount?: (customerId: string) => number | undefined
}>

/** A button in the head of the record, such as «تسجيل دفعة»; the lowest order is the filled one. */
export type CustomerAction = Readonly<{
  label: Label
  icon: Icon
  order: number
  permission?: Permission
  to: (customerId: string) => string
}>

/**
 * A card in the band of the record (the next action), a section in the pane of facts, a mark beside
 * the name, or a line wherever the balance stands.
 */
export type CustomerPiece = Readonly<{
  id: string
  place: 'band' | 'facts' | 'mark' | 'balance'
  order: number
  permission?: Permission
  load: () => Promise<ComponentType<OfCustomer>>
}>

/** What the dialog of a promise is opened with: whose it is, and what is known of it already. */
export type PromiseAsked = OfCustomer &
  Readonly<{
    /** Only towards this invoice. */
    invoiceId?: string
    seems?: Readonly<{ dueOn: string; amount: Money | 'half' | 'all' | null; words: string }>
    onClose: () => void
  }>

/** What the dialog of a payment plan is opened with: whose debt is spread, and from which invoice it began. */
export type PlanAsked = OfCustomer &
  Readonly<{
    invoiceId?: string
    /** Whoever has more to do here stays; without it the plan's own page is next. */
    onMade?: (planId: string) => void
    onClose: () => void
  }>

/** What the dialog of an objection is opened with: whose it is, and where it was raised. */
export type DisputeAsked = OfCustomer &
  Readonly<{ invoiceId?: string; source?: 'staff' | 'chat'; onClose: () => void }>

/** What the dialog of a payment notice is opened with: the message that a receipt came in. */
export type NoticeAsked = OfCustomer &
  Readonly<{
    messageId?: string
    /** The receipt, to be read beside the fields. */
    file?: Readonly<{ name: string; mime: string; link: string }>
    onClose: () => void
  }>

type DialogOf<Id extends string, Asked> = Readonly<{
  id: Id
  permission: Permission
  load: () => Promise<ComponentType<Asked>>
}>

/** A dialog about a customer that one feature makes and others open where they need it. */
export type CustomerDialog =
  | DialogOf<'dispute', DisputeAsked>
  | DialogOf<'plan', PlanAsked>
  | DialogOf<'promise', PromiseAsked>
  | DialogOf<'notice', NoticeAsked>

/** Everything that features put on the customer's record. */
export type CustomerSlots = Readonly<{
  customerTabs?: readonly CustomerTab[]
  customerActions?: readonly CustomerAction[]
  customerPieces?: readonly CustomerPiece[]
  customerDialogs?: readonly CustomerDialog[]
}>

type Joined = Required<CustomerSlots>
const byOrder = (a: { order: number }, b: { order: number }) => a.order - b.order

/** Joins what each feature offers, in order. */
export const joinSlots = (offered: readonly CustomerSlots[]): Joined => ({
  customerTabs: offered.flatMap(({ customerTabs = [] }) => customerTabs).toSorted(byOrder),
  customerActions: offered.flatMap(({ customerActions = [] }) => customerActions).toSorted(byOrder),
  customerPieces: offered.flatMap(({ customerPieces = [] }) => customerPieces).toSorted(byOrder),
  customerDialogs: offered.flatMap(({ customerDialogs = [] }) => customerDialogs),
})

/** Provided by the router, which knows every feature. */
export const CustomerSlotsContext = createContext<Joined>(joinSlots([]))

/** What stands on the customer's record beside its own parts. */
export const useCustomerSlots = (): Joined => useContext(CustomerSlotsContext)
