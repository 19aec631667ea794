import { ActionIcon, Button, Checkbox } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { type Agency, SaveAgency } from '#core/collections/agency-api.ts'
import { api, client } from '#web/client.ts'
import { useMe } from '#web/me.tsx'
import { useGo, useParam } from '#web/place.ts'
import { Bones } from '#web/ui/blank.tsx'
import {
  CheckField,
  DecimalField,
  MoneyField,
  NumberField,
  TextareaField,
  TextField,
} from '#web/ui/form/fields.tsx'
import { FormPage, Pair, useFormAround } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { Section } from '#web/ui/page.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './agencies.module.css'

const Percent = z.string().regex(/^\d{1,2}(\.\d{1,2})?$/)
/** What is typed: percents, where the wire has basis points. */
const Typed = SaveAgency.omit({ terms: true }).extend({
  bands: z
    .array(z.object({ fromDays: z.int().min(0).max(3650), percent: Percent }))
    .min(1)
    .max(10),
  minimum: SaveAgency.shape.terms.shape.minimum,
  direct: z.boolean(),
  vatPercent: Percent,
})

const points = (percent: string) => Math.round(Number(percent) * 100)
const percentOf = (basisPoints: number) => String(basisPoints / 100)

/** Makes or changes an agency: who it is, what was agreed, and who signs in for it. */
export function AgencyFormPage() {
  const id = useParam('id')
  const { data, isPending } = useQuery(api.collections.agencies.queryOptions({ input: {} }))
  if (isPending) return <Bones rows={6} />
  return <AgencyForm id={id} agency={data?.rows.find((row) => row.id === id)} />
}

function AgencyForm({ id, agency }: { id: string; agency: Agency | undefined }) {
  const t = useWords('agencies')
  const go = useGo()
  const queries = useQueryClient()
  const { company } = useMe()
  const currency = company.baseCurrency
  const back = agency ? `/agencies/${id}` : '/agencies'
  const form = useForm({
    schema: Typed,
    initial: agency
      ? {
          ...agency,
          ...{ minimum: agency.terms.minimum, direct: agency.terms.direct },
          bands: agency.terms.bands.map(({ fromDays, basisPoints }) => ({
            ...{ fromDays, percent: percentOf(basisPoints) },
          })),
          vatPercent: percentOf(agency.terms.vatBasisPoints),
        }
      : {
          ...{ id, name: '', memberIds: [], archived: false, direct: true, vatPercent: '15' },
          bands: [
            { fromDays: 0, percent: '10' },
            { fromDays: 181, percent: '20' },
          ],
          minimum: { minor: 0, currency },
        },
    save: async ({ bands, minimum, direct, vatPercent, ...rest }) => {
      const saved = await client.collections.saveAgency({
        ...rest,
        terms: {
          bands: bands
            .map(({ fromDays, percent }) => ({ fromDays, basisPoints: points(percent) }))
            .toSorted((a, b) => a.fromDays - b.fromDays),
          ...{ minimum, direct, vatBasisPoints: points(vatPercent) },
        },
      })
      await queries.invalidateQueries({ queryKey: api.collections.key() })
      toast.said(t('saved', { name: saved.name }))
      go(`/agencies/${id}`)
    },
  })
  return (
    <FormPage
      form={form}
      title={agency ? agency.name : t('new_agency')}
      submit={t('save_agency')}
      onCancel={() => go(back)}
    >
      <TextField path="name" label={t('name')} />
      <Pair>
        <TextField path="registration" label={t('registration')} ltr optional />
        <TextField path="contactName" label={t('contact_name')} optional />
      </Pair>
      <Pair>
        <TextField path="phone" label={t('phone')} ltr optional />
        <TextField path="email" label={t('email')} ltr optional />
      </Pair>
      <TextareaField path="contract" label={t('contract')} optional />
      <Section title={t('terms')}>
        <div className={css['fields']}>
          <Bands />
          <Pair>
            <MoneyField path="minimum" label={t('minimum')} currency={currency} />
            <DecimalField path="vatPercent" label={t('vat')} />
          </Pair>
          <CheckField path="direct" label={t('direct')} />
        </div>
      </Section>
      <Members />
      {agency && <CheckField path="archived" label={t('archived')} />}
    </FormPage>
  )
}

type Band = Readonly<{ fromDays: number; percent: string }>

function Bands() {
  const t = useWords('agencies')
  const form = useFormAround()
  const bands = (form.get('bands') ?? []) as readonly Band[]
  const last = bands.at(-1)?.fromDays ?? 0
  return (
    <>
      {bands.map((band, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a band is its place; the fields hold no state of their own.
        <div key={at} className={css['band']}>
          <NumberField path={`bands.${at}.fromDays`} label={t('band_from')} disabled={at === 0} />
          <DecimalField path={`bands.${at}.percent`} label={t('band_percent')} />
          <ActionIcon
            variant="subtle"
            size={36}
            disabled={at === 0}
            aria-label={t('band_remove', { number: at + 1 })}
            onClick={() =>
              form.set(
                'bands',
                bands.filter((each) => each !== band),
              )
            }
          >
            <IconTrash size={16} />
          </ActionIcon>
        </div>
      ))}
      {bands.length < 10 && (
        <Button
          variant="default"
          onClick={() => form.set('bands', [...bands, { fromDays: last + 90, percent: '20' }])}
        >
          {t('band_add')}
        </Button>
      )}
    </>
  )
}

/** The users who hold the agency's role alone, each to be ticked. */
function Members() {
  const t = useWords('agencies')
  const form = useFormAround()
  const { data } = useQuery(api.people.users.queryOptions({ input: {} }))
  const { data: roles } = useQuery(api.people.roles.queryOptions({ input: {} }))
  const role = roles?.rows.find(({ key }) => key === 'agency')?.id
  const outsiders = (data?.rows ?? []).filter(
    ({ roleIds }) => role !== undefined && roleIds.includes(role),
  )
  const chosen = (form.get('memberIds') ?? []) as readonly string[]
  return (
    <Section title={t('users')} hint={t('users_hint')}>
      {outsiders.length === 0 && <p className="muted">{t('users_none')}</p>}
      {outsiders.map(({ id, name }) => (
        <Checkbox
          key={id}
          size="sm"
          label={name}
          checked={chosen.includes(id)}
          onChange={({ currentTarget: { checked } }) =>
            form.set('memberIds', checked ? [...chosen, id] : chosen.filter((each) => each !== id))
          }
        />
      ))}
    </Section>
  )
}
