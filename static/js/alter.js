/* A birth date chooses the age in months and goes no further: the field has no name, so it is never sent. */
const feld = document.querySelector('[data-geburtstag]');
const auswahl = document.querySelector('[name="alter"]');

if (feld && auswahl) {
  const eingabe = feld.querySelector('input');
  feld.hidden = false;
  eingabe.addEventListener('change', () => {
    const monate = alterInMonaten(eingabe.value, new Date());
    if (!Number.isNaN(monate)) auswahl.value = stufe(monate);
  });
}

/* The option of an age, added where it lies between two of them: before the birth it is the pregnancy, and who is
   older than all offers is asked for at no age. */
function stufe(monate) {
  if (monate < 0) return 'schwanger';
  const aeltestes = Math.max(...Array.from(auswahl.options, (eine) => Number(eine.value) || 0));
  if (monate > aeltestes) return '';
  if (!auswahl.querySelector(`option[value="${monate}"]`)) auswahl.add(new Option(inWorten(monate), monate));
  return String(monate);
}

function inWorten(monate) {
  const sprache = document.documentElement.lang;
  return new Intl.NumberFormat(sprache, { style: 'unit', unit: 'month', unitDisplay: 'long' }).format(monate);
}

/* Completed months of life, as the office counts them; NaN for what is no day. */
function alterInMonaten(geburtstag, heute) {
  const [jahr, monat, tag] = geburtstag.split('-').map(Number);
  const vorDemTag = heute.getDate() < tag ? 1 : 0;
  return (heute.getFullYear() - jahr) * 12 + heute.getMonth() + 1 - monat - vorDemTag;
}
