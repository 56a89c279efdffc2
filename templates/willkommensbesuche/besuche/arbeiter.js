{% load static %}// Service worker of "Mein Tag": keeps the sheet of one day and one person, and shows it when there is no net.
// The net always goes first. What is kept lies in one cache, "tag/<end in milliseconds>/<person>".

const BLATT = "tag/";
const OHNE_VARY = { ignoreVary: true };
const GERUEST = "ohne-netz";
const HINWEIS = "{% url 'besuche:ohne_netz' %}";
// What pages need to be drawn; it says nothing about anybody.
const ZUTAT = new RegExp('(?:href|src)="((?:{% get_static_prefix %}|{% url "seiten:farbe" %})[^"]*)"', "g");
const istZutat = ({ pathname }) => pathname.startsWith("{% get_static_prefix %}") || pathname === "{% url 'seiten:farbe' %}";
// Milliseconds after which a kept page is better than waiting; what pages are drawn with is the same anyway.
const geduld = (ort) => (istZutat(ort) ? 500 : 3000);

// A page that is kept is kept with all it needs; hence the page comes last.
async function laden(kasten, seite) {
  if (await kasten.match(seite, OHNE_VARY)) return;
  const antwort = await fetch(seite, { redirect: "error", cache: "no-store" });
  if (!antwort.ok) return;
  for (const [, zutat] of (await antwort.clone().text()).matchAll(ZUTAT))
    if (!(await kasten.match(zutat, OHNE_VARY))) await kasten.add(zutat);
  await kasten.put(seite, antwort);
}

async function blattNamen() {
  return (await caches.keys()).filter((name) => name.startsWith(BLATT));
}

// The sheet of today; what is over is destroyed as soon as it is noticed.
async function blatt() {
  let heutiges = null;
  for (const name of await blattNamen()) {
    if (Number(name.split("/")[1]) > Date.now()) heutiges = await caches.open(name);
    else await caches.delete(name);
  }
  return heutiges;
}

async function behalten({ person, seiten }) {
  const name = `${BLATT}${new Date().setHours(24, 0, 0, 0)}/${person}`;
  for (const anderes of await blattNamen()) if (anderes !== name) await caches.delete(anderes);
  const kasten = await caches.open(name);
  const soll = seiten.map((seite) => new URL(seite, location).href);
  for (const { url } of await kasten.keys()) if (!istZutat(new URL(url)) && !soll.includes(url)) await kasten.delete(url);
  for (const seite of soll) await laden(kasten, seite);
}

async function erneuern(anfrage, antwort) {
  const kasten = await blatt();
  if (!kasten) return;
  if (istZutat(new URL(anfrage.url))) {
    if (antwort.ok) await kasten.put(anfrage, antwort);
  } else if (await kasten.match(anfrage.url, OHNE_VARY)) {
    // A log that is written, a visit that was handed over: its form is no longer kept.
    if (antwort.ok) await kasten.put(anfrage.url, antwort);
    else await kasten.delete(anfrage.url);
  }
}

async function gehalten({ url }) {
  for (const kasten of [await blatt(), await caches.open(GERUEST)]) {
    const seite = await kasten?.match(url, OHNE_VARY);
    if (seite) return seite;
  }
  return null;
}

// A server or a proxy that fails says nothing about what is kept: that is as good as no net.
const gestoert = ({ status }) => status >= 500 || status === 429;

async function ausDemNetz(anfrage) {
  const antwort = await fetch(anfrage);
  const kopie = antwort.clone();
  return { antwort, erneuert: gestoert(antwort) ? null : erneuern(anfrage, kopie) };
}

async function antworten(ereignis) {
  const { request } = ereignis;
  const netz = ausDemNetz(request);
  ereignis.waitUntil(netz.then(({ erneuert }) => erneuert).catch(() => null));
  const seite = await gehalten(request);
  const genug = new Promise((gut) => setTimeout(gut, geduld(new URL(request.url)), { antwort: seite }));
  try {
    const { antwort } = await (seite ? Promise.race([netz, genug]) : netz);
    return seite && gestoert(antwort) ? seite : antwort;
  } catch (fehler) {
    const hinweis = request.mode === "navigate" && (await gehalten({ url: HINWEIS }));
    if (seite || hinweis) return seite || hinweis;
    throw fehler;
  }
}

self.addEventListener("install", (ereignis) => {
  self.skipWaiting();
  ereignis.waitUntil(caches.open(GERUEST).then((kasten) => laden(kasten, HINWEIS)));
});

self.addEventListener("activate", (ereignis) => ereignis.waitUntil(self.clients.claim()));

self.addEventListener("message", (ereignis) => {
  if (ereignis.data.art === "behalten") ereignis.waitUntil(behalten(ereignis.data));
});

self.addEventListener("fetch", (ereignis) => {
  const { request } = ereignis;
  const ort = new URL(request.url);
  if (request.method !== "GET" || ort.origin !== location.origin) return;
  if (request.mode === "navigate" || istZutat(ort)) ereignis.respondWith(antworten(ereignis));
});
