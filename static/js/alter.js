/* A birth date chooses the age in months and goes no further: the field has no name, so it is never sent. */
const feld = document.querySelector('[data-geburtstag]');
const auswahl = document.querySelector('[name="alter"]');

if (feld && auswahl) {
  const eingabe = feld.querySelector('input');
  feld.hidden = false;
  eingabe.addEventListener('change', () => {
    const monate = alterInMonaten(eingabe.value, new Date());
    const alter = monate < 24 ? monate : Math.floor(monate / 12) * 12;
    if (auswahl.querySelector(`option[value="${alter}"]`)) auswahl.value = String(alter);
  });
}

/* Completed months of life, as the office counts them; NaN for what is no day. */
function alterInMonaten(geburtstag, heute) {
  const [jahr, monat, tag] = geburtstag.split('-').map(Number);
  const vorDemTag = heute.getDate() < tag ? 1 : 0;
  return (heute.getFullYear() - jahr) * 12 + heute.getMonth() + 1 - monat - vorDemTag;
}
