import { lazy, Suspense, useMemo } from 'react'
import {
  type DisputeAsked,
  type NoticeAsked,
  type PlanAsked,
  type PromiseAsked,
  useCustomerSlots,
} from './customer-slots.ts'
import { useMay } from './me.tsx'

/** Asks for a promise (وعد) wherever a customer gives one; nothing for those who may not note it. */
export function PromiseDialog(asked: PromiseAsked) {
  const may = useMay()
  const { customerDialogs } = useCustomerSlots()
  const slot = customerDialogs.find(({ id }) => id === 'promise')
  const Body = useMemo(() => slot && lazy(async () => ({ default: await slot.load() })), [slot])
  if (!slot || !Body || may(slot.permission) === undefined) return null
  return (
    <Suspense fallback={null}>
      <Body {...asked} />
    </Suspense>
  )
}

/** Asks what a customer says they transferred, wherever their receipt is; nothing for those who may not note it. */
export function NoticeDialog(asked: NoticeAsked) {
  const may = useMay()
  const { customerDialogs } = useCustomerSlots()
  const slot = customerDialogs.find(({ id }) => id === 'notice')
  const Body = useMemo(() => slot && lazy(async () => ({ default: await slot.load() })), [slot])
  if (!slot || !Body || may(slot.permission) === undefined) return null
  return (
    <Suspense fallback={null}>
      <Body {...asked} />
    </Suspense>
  )
}

/** Offers a payment plan wherever a customer's debt is seen; nothing for those who may not. */
export function PlanDialog(asked: PlanAsked) {
  const may = useMay()
  const { customerDialogs } = useCustomerSlots()
  const slot = customerDialogs.find(({ id }) => id === 'plan')
  const Body = useMemo(() => slot && lazy(async () => ({ default: await slot.load() })), [slot])
  if (!slot || !Body || may(slot.permission) === undefined) return null
  return (
    <Suspense fallback={null}>
      <Body {...asked} />
    </Suspense>
  )
}

/** Asks what a customer objects to, wherever they say so; nothing for those who may not note it. */
export function DisputeDialog(asked: DisputeAsked) {
  const may = useMay()
  const { customerDialogs } = useCustomerSlots()
  const slot = customerDialogs.find(({ id }) => id === 'dispute')
  const Body = useMemo(() => slot && lazy(async () => ({ default: await slot.load() })), [slot])
  if (!slot || !Body || may(slot.permission) === undefined) return null
  return (
    <Suspense fallback={null}>
      <Body {...asked} />
    </Suspense>
  )
}
