import { type Aging, type Bucket, buckets as order } from '#core/ledger/aging.ts'
import { useFormat } from '#web/format.ts'
import { useWords } from '#web/words.ts'
import css from './aging-strip.module.css'
import { Go } from './link.tsx'
import { Money } from './text/money.tsx'
import { Percent } from './text/text.tsx'

/** What is owed by lateness, as core/ledger/aging.ts gives it. */
export type Buckets = Aging['buckets']

type Props = Readonly<{
  buckets: Buckets
  size?: 'sm' | 'md' | 'lg'
  /** The rows behind a bucket; without it the strip is a picture. */
  to?: (bucket: Bucket) => string
}>

const names = ['bucket_0', 'bucket_1', 'bucket_2', 'bucket_3', 'bucket_4'] as const

function usePieces(buckets: Buckets) {
  const t = useWords('ui')
  const whole = order.reduce((sum, bucket) => sum + Math.max(buckets[bucket].minor, 0), 0)
  return order.map((bucket, at) => {
    const amount = buckets[bucket]
    const share = whole === 0 ? 0 : Math.max(amount.minor, 0) / whole
    return { key: bucket, bucket, at, name: t(names[at] ?? 'bucket_0'), amount, share }
  })
}

/** Drawn wherever a balance is shown: the same five colours, in the same order, everywhere. */
export function AgingStrip({ buckets, size = 'md', to }: Props) {
  const t = useWords('ui')
  const format = useFormat()
  const pieces = usePieces(buckets)
  const said = (piece: (typeof pieces)[number]) => `${piece.name}: ${format.money(piece.amount)}`
  const drawn = pieces.filter((piece) => piece.share > 0)
  if (to)
    return (
      <nav className={css['strip']} data-size={size} aria-label={t('aging')}>
        {drawn.map((piece) => (
          <Go
            key={piece.key}
            to={to(piece.bucket)}
            data-bucket={piece.at}
            style={{ flexGrow: piece.share }}
            aria-label={said(piece)}
            title={said(piece)}
          />
        ))}
      </nav>
    )
  return (
    <div
      className={css['strip']}
      data-size={size}
      role="img"
      aria-label={pieces.map(said).join('، ')}
    >
      {drawn.map((piece) => (
        <span key={piece.key} data-bucket={piece.at} style={{ flexGrow: piece.share }} />
      ))}
    </div>
  )
}

/** The strip's five figures; each opens the invoices behind it. */
export function AgingLegend({
  buckets,
  compact = false,
  to,
}: {
  buckets: Buckets
  compact?: boolean
  to: (bucket: Bucket) => string
}) {
  const pieces = usePieces(buckets).filter(({ amount }) => !compact || amount.minor !== 0)
  return (
    <ul className={css['legend']} data-compact={compact || undefined}>
      {pieces.map((piece) => (
        <li key={piece.key} data-empty={piece.amount.minor === 0 || undefined}>
          <Go to={to(piece.bucket)} className="figure-link">
            <span className={css['legendName']}>
              <i data-bucket={piece.at} />
              {piece.name}
            </span>
            <Money value={piece.amount} rounded={!compact} bare strong />
            {!compact && (
              <span className={css['legendShare']}>
                <Percent value={piece.share} />
              </span>
            )}
          </Go>
        </li>
      ))}
    </ul>
  )
}
