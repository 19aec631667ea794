import type { ReactNode } from 'react'
import type { Scheme } from '#core/payments/api.ts'
import { useWords } from '#web/words.ts'
import css from './pay.module.css'

function Mark({ name, width, children }: { name: string; width: number; children: ReactNode }) {
  return (
    <svg
      className={css['mark']}
      viewBox={`0 0 ${width} 24`}
      width={width}
      height={24}
      role="img"
      aria-label={name}
    >
      {children}
    </svg>
  )
}

/** Two bands of blue and green beside the name in both scripts. */
const Mada = ({ name }: { name: string }) => (
  <Mark name={name} width={54}>
    <rect x="4" y="4" width="16" height="6.5" rx="1.2" fill="var(--mada-blue)" />
    <rect x="4" y="13.5" width="16" height="6.5" rx="1.2" fill="var(--mada-green)" />
    <text x="36" y="11.5" textAnchor="middle" fontSize="11" fill="var(--mark-ink)">
      مدى
    </text>
    <text x="36" y="20.5" textAnchor="middle" fontSize="9.5" fill="var(--mark-ink)">
      mada
    </text>
  </Mark>
)

const Visa = ({ name }: { name: string }) => (
  <Mark name={name} width={40}>
    <g fill="var(--visa-blue)" transform="translate(5 6) skewX(-12)">
      <path d="M1 0h3.2l2.2 7.6L9.4 0h3L8 12H4.6z" />
      <path d="M13.6 0h2.9v12h-2.9z" />
      <path d="M25 2.6c-.9-.4-1.8-.6-2.6-.6-1 0-1.5.3-1.5.8 0 1.4 4.6 1.2 4.6 5 0 2.6-2.1 4.2-5 4.2-1.4 0-2.7-.3-3.6-.8V8.6c1 .6 2.2 1 3.3 1 1 0 1.7-.3 1.7-1 0-1.5-4.5-1.2-4.5-5C17.4 1.4 19.3 0 22.1 0c1.1 0 2.1.2 2.9.5z" />
      <path d="M29.6 0h3.3L36.2 12h-3l-.6-2.2h-3.9L27.7 12h-3zM30.9 3.2l-1.4 4.3h2.5z" />
    </g>
  </Mark>
)

/** Two discs, and the lens that they share. */
const Mastercard = ({ name }: { name: string }) => (
  <Mark name={name} width={38}>
    <circle cx="14.5" cy="12" r="8" fill="var(--mastercard-red)" />
    <circle cx="23.5" cy="12" r="8" fill="var(--mastercard-orange)" />
    <path d="M19 5.386a8 8 0 0 1 0 13.228a8 8 0 0 1 0-13.228z" fill="var(--mastercard-both)" />
  </Mark>
)

const ApplePay = ({ name }: { name: string }) => (
  <Mark name={name} width={54}>
    <g fill="var(--apple-ink)">
      <path d="M16.1 7.5c-.9.7-1.4 1.6-1.3 2.8.1 1.4.8 2.4 2 2.9-.5 1.6-1.5 3.2-2.7 3.3-.8.1-1.3-.5-2.3-.5s-1.6.5-2.3.5C7.7 16.4 6 13.5 6 10.9c0-2.5 1.6-3.9 3.2-3.9 1 0 1.8.6 2.5.6.6 0 1.5-.7 2.7-.6.6 0 1.3.2 1.7.5z" />
      <path d="M13.7 3.5c.1 1.2-.9 2.8-2.4 2.9-.2-1.3 1-2.8 2.4-2.9z" />
      <text x="34" y="16.5" textAnchor="middle" fontSize="14" fontWeight="600">
        Pay
      </text>
    </g>
  </Mark>
)

const StcPay = ({ name }: { name: string }) => (
  <Mark name={name} width={54}>
    <text x="4" y="16.5" fontSize="13" fill="var(--stc-purple)">
      stc
    </text>
    <text x="26" y="16.5" fontSize="13" fill="var(--stc-coral)">
      pay
    </text>
  </Mark>
)

/** The marks of a way to pay, drawn by us and said by name. */
export function SchemeMarks({ scheme }: { scheme: Scheme }) {
  const t = useWords('payments')
  const name = t(`scheme_${scheme}`)
  const marks: Readonly<Record<Scheme, ReactNode>> = {
    mada: <Mada name={name} />,
    apple_pay: <ApplePay name={name} />,
    stc_pay: <StcPay name={name} />,
    card: (
      <>
        <Visa name={t('mark_visa')} />
        <Mastercard name={t('mark_mastercard')} />
      </>
    ),
    other: <b>{name}</b>,
  }
  return <span className={css['marks']}>{marks[scheme]}</span>
}
