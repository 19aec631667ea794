import css from './shell.module.css'

/** A link and a receipt: a torn-edged sheet with a knot through it. */
export const Mark = () => (
  <svg viewBox="0 0 32 32" className={css['mark']} aria-hidden="true">
    <path
      d="M4 7a5 5 0 0 1 5-5h14a5 5 0 0 1 5 5v21.5l-4-2.6-4 2.6-4-2.6-4 2.6-4-2.6-4 2.6z"
      fill="var(--mark)"
    />
    <circle cx="19.2" cy="11.2" r="3.4" fill="none" stroke="var(--on-mark)" strokeWidth="2.7" />
    <path
      d="M22.6 11.2c.3 6-3.3 9.6-12.2 9.4"
      fill="none"
      stroke="var(--on-mark)"
      strokeWidth="2.7"
      strokeLinecap="round"
    />
  </svg>
)
