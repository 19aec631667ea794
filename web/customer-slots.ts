import type { Icon } from '@tabler/icons-react'
import { type ComponentType, createContext, useContext } from 'react'
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

/** A card in the band of the record (the next action), or a section in the pane of facts. */
export type CustomerPiece = Readonly<{
  id: string
  place: 'band' | 'facts'
  order: number
  permission?: Permission
  load: () => Promise<ComponentType<OfCustomer>>
}>

/** Everything that features put on the customer's record. */
export type CustomerSlots = Readonly<{
  customerTabs?: readonly CustomerTab[]
  customerActions?: readonly CustomerAction[]
  customerPieces?: readonly CustomerPiece[]
}>

type Joined = Required<CustomerSlots>
const byOrder = (a: { order: number }, b: { order: number }) => a.order - b.order

/** Joins what each feature offers, in order. */
export const joinSlots = (offered: readonly CustomerSlots[]): Joined => ({
  customerTabs: offered.flatMap(({ customerTabs = [] }) => customerTabs).toSorted(byOrder),
  customerActions: offered.flatMap(({ customerActions = [] }) => customerActions).toSorted(byOrder),
  customerPieces: offered.flatMap(({ customerPieces = [] }) => customerPieces).toSorted(byOrder),
})

/** Provided by the router, which knows every feature. */
export const CustomerSlotsContext = createContext<Joined>(joinSlots([]))

/** What stands on the customer's record beside its own parts. */
export const useCustomerSlots = (): Joined => useContext(CustomerSlotsContext)
