import { Button, NumberInput, Select } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type AuthorityLimit, concessionKinds } from '#core/collections/settlement.ts'
import { currencySymbol } from '#core/format.ts'
import { digitsOf } from '#core/money.ts'
import { api, client } from '#web/client.ts'
import { useMe } from '#web/me.tsx'
import { usePreferences } from '#web/preferences.tsx'
import { useRoleName } from '#web/role-name.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { PageHead, Sheet } from '#web/ui/page.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import disputeCss from '../disputes/disputes.module.css'
import { useChange } from '../use-change.ts'

type Saved = Awaited<ReturnType<typeof client.collections.concessionLimits>>

/** Who may agree to how much, as a table. */
export function LimitsPage() {
  const t = useWords('settlements')
  const { data, error, refetch } = useQuery(
    api.collections.concessionLimits.queryOptions({ input: {} }),
  )
  return (
    <Sheet label={t('limits')} narrow>
      <PageHead title={t('limits')}>{t('limits_hint')}</PageHead>
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Bones rows={6} />}
      {data && <Form saved={data} />}
    </Sheet>
  )
}

/** A line of the table, with a key of its own while it is edited. */
type Line = AuthorityLimit & Readonly<{ key: number }>
const limitOf = ({ key: _, ...limit }: Line): AuthorityLimit => limit

function Form({ saved }: { saved: Saved }) {
  const t = useWords('settlements')
  const [lines, setLines] = useState<readonly Line[]>(() =>
    saved.limits.map((limit, key) => ({ ...limit, key })),
  )
  const save = useChange(client.collections.changeConcessionLimits, () =>
    toast.said(t('limits_saved')),
  )
  const set = (key: number, patch: Partial<AuthorityLimit>) =>
    setLines((before) => before.map((line) => (line.key === key ? { ...line, ...patch } : line)))
  const add = () =>
    setLines((before) => [
      ...before,
      {
        ...{ key: Math.max(0, ...before.map(({ key }) => key)) + 1, kind: 'waiver', userId: null },
        ...{ roleId: saved.roles[0]?.id ?? null, maxMinor: 0, maxBasisPoints: null },
      },
    ])
  return (
    <>
      <p className="muted">{t('limits_lead')}</p>
      {lines.map((line) => (
        <LimitLine
          key={line.key}
          {...{ line, saved }}
          onChange={(patch) => set(line.key, patch)}
          onRemove={() => setLines((before) => before.filter(({ key }) => key !== line.key))}
        />
      ))}
      <Button variant="default" leftSection={<IconPlus size={16} />} onClick={add}>
        {t('limit_add')}
      </Button>
      <div className="form-acts">
        <Button
          loading={save.isPending}
          onClick={() => save.mutate({ limits: lines.map(limitOf) })}
        >
          {t('limits_save')}
        </Button>
      </div>
    </>
  )
}

type LineProps = Readonly<{
  line: Line
  saved: Saved
  onChange: (patch: Partial<AuthorityLimit>) => void
  onRemove: () => void
}>

function LimitLine({ line, saved, onChange, onRemove }: LineProps) {
  const t = useWords('settlements')
  const nameOf = useRoleName()
  const { baseCurrency } = useMe().company
  const { language } = usePreferences()
  const digits = digitsOf(baseCurrency)
  return (
    <div className={disputeCss['limits']}>
      <Select
        label={t('limit_who')}
        allowDeselect={false}
        data={[
          {
            group: t('roles'),
            items: saved.roles.map((role) => ({ value: role.id, label: nameOf(role) })),
          },
          {
            group: t('people'),
            items: saved.users.map(({ id, name }) => ({ value: id, label: name })),
          },
        ]}
        value={line.roleId ?? line.userId}
        onChange={(id) => {
          const isRole = saved.roles.some((role) => role.id === id)
          onChange({ roleId: isRole ? id : null, userId: isRole ? null : id })
        }}
      />
      <Select
        label={t('limit_kind')}
        allowDeselect={false}
        data={concessionKinds.map((value) => ({ value, label: t(`kind_${value}`) }))}
        value={line.kind}
        onChange={(next) =>
          onChange({ kind: concessionKinds.find((each) => each === next) ?? 'waiver' })
        }
      />
      <NumberInput
        label={t('limit_most', { currency: currencySymbol(baseCurrency, language) })}
        placeholder={t('limit_none')}
        min={0}
        decimalScale={digits}
        thousandSeparator=","
        value={line.maxMinor === null ? '' : line.maxMinor / 10 ** digits}
        onChange={(value) =>
          onChange({ maxMinor: value === '' ? null : Math.round(Number(value) * 10 ** digits) })
        }
      />
      <NumberInput
        label={t('limit_percent')}
        placeholder={t('limit_none')}
        min={0}
        max={100}
        suffix="%"
        decimalScale={2}
        value={line.maxBasisPoints === null ? '' : line.maxBasisPoints / 100}
        onChange={(value) =>
          onChange({ maxBasisPoints: value === '' ? null : Math.round(Number(value) * 100) })
        }
      />
      <Button
        variant="default"
        className={disputeCss['removeLimit'] ?? ''}
        aria-label={t('limit_remove')}
        px={8}
        onClick={onRemove}
      >
        <IconTrash size={16} aria-hidden="true" />
        <span>{t('limit_remove')}</span>
      </Button>
    </div>
  )
}
