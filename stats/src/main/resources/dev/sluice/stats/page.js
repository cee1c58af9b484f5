// Keeps the page up to date: asks for it again, and puts in place only what has changed, so that nothing moves under one's hands.
(() => {
  'use strict';
  const root = document.documentElement;
  const find = (selector, within = document) => [...within.querySelectorAll(selector)];
  const everyMillis = Number(root.dataset.every);
  const history = new Map();
  const POINTS = 60;
  let live = root.dataset.live === 'true';
  let timer = 0;
  let asking = false;
  let seen = Date.now();

  const button = document.getElementById('live');
  const age = document.getElementById('age');
  const search = document.getElementById('search');
  const trouble = document.getElementById('trouble');

  /** A curve of the last values of everything that says how much it is. */
  function curves() {
    for (const element of find('[data-value]')) {
      const key = element.dataset.key;
      const values = history.get(key) ?? [];
      values.push(Number(element.dataset.value));
      if (values.length > POINTS) values.shift();
      history.set(key, values);
      const most = Math.max(1, ...values);
      const path = values.map((value, i) =>
        (i ? 'L' : 'M') + (63 * (i + POINTS - values.length) / (POINTS - 1)).toFixed(1) + ' ' + (20 - 18 * value / most).toFixed(1)).join('');
      let curve = element.querySelector('svg.curve');
      if (!curve) {
        curve = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
        curve.setAttribute('class', 'curve');
        curve.setAttribute('viewBox', '0 0 64 22');
        curve.setAttribute('aria-hidden', 'true');
        curve.append(document.createElementNS('http://www.w3.org/2000/svg', 'path'));
        element.append(curve);
      }
      curve.firstChild.setAttribute('d', path);
    }
  }

  function flash(element) {
    element.classList.remove('changed');
    void element.offsetWidth;
    element.classList.add('changed');
  }

  /** What a cell says, but for spans of time, which change by themselves. */
  const lasting = html => html.replace(/<time>.*?<\/time>/g, '');

  /** Takes over what differs, cell by cell; boxes stay checked, and what is open stays open. */
  function row(old, fresh) {
    if (old.className.replace(' gone', '') !== fresh.className) {
      old.className = fresh.className + (old.classList.contains('gone') ? ' gone' : '');
    }
    [...fresh.cells].forEach((cell, i) => {
      const was = old.cells[i];
      if (was.dataset.text === undefined) was.dataset.text = was.innerHTML;
      if (was.dataset.text === cell.innerHTML || was.tagName === 'TH') return;
      const news = lasting(was.dataset.text) !== lasting(cell.innerHTML);
      const open = find('details', was).map(each => each.open);
      was.innerHTML = cell.innerHTML;
      was.dataset.text = cell.innerHTML;
      find('details', was).forEach((each, n) => { each.open = Boolean(open[n]); });
      if (news) flash(was);
    });
  }

  function rows(old, fresh) {
    const known = new Map([...old.rows].map(each => [each.id, each]));
    [...fresh.rows].forEach((each, i) => {
      const was = known.get(each.id);
      known.delete(each.id);
      if (was) row(was, each);
      const stands = was ?? document.importNode(each, true);
      if (old.rows[i] !== stands) old.insertBefore(stands, old.rows[i] ?? null);
    });
    known.forEach(each => each.remove());
  }

  function take(fresh) {
    const tiles = document.getElementById('process');
    tiles.innerHTML = fresh.getElementById('process').innerHTML;
    const all = document.getElementById('proxies');
    const known = new Map([...all.children].map(each => [each.id, each]));
    [...fresh.getElementById('proxies').children].forEach((each, i) => {
      const was = known.get(each.id);
      known.delete(each.id);
      if (was) {
        const head = was.querySelector('summary');
        const now = each.querySelector('summary');
        head.innerHTML = now.innerHTML;
        head.dataset.value = now.dataset.value;
        rows(was.querySelector('tbody'), each.querySelector('tbody'));
      }
      const stands = was ?? document.importNode(each, true);
      if (all.children[i] !== stands) all.insertBefore(stands, all.children[i] ?? null);
    });
    known.forEach(each => each.remove());
    curves();
    sift();
  }

  async function ask() {
    if (asking) return;
    asking = true;
    const began = performance.now();
    try {
      const reply = await fetch(root.dataset.self, { cache: 'no-store' });
      if (!reply.ok) throw new Error(String(reply.status));
      take(new DOMParser().parseFromString(await reply.text(), 'text/html'));
      seen = Date.now();
    } catch (failure) {
      console.warn(failure);
    }
    asking = false;
    tell();
    // A page that takes long is asked for seldom: it shall cost the proxy no more than a tenth of the time.
    if (live) timer = setTimeout(ask, Math.max(everyMillis, 9 * (performance.now() - began)));
  }

  function tell() {
    const seconds = Math.round((Date.now() - seen) / 1000);
    const late = live && seconds * 1000 > 3 * everyMillis + 2000;
    age.textContent = late ? `no answer for ${seconds} s` : live ? 'live' : `as of ${new Date(seen).toLocaleTimeString()}`;
    age.classList.toggle('late', late);
  }

  function go() {
    clearTimeout(timer);
    button.setAttribute('aria-pressed', String(live));
    button.textContent = live ? 'Pause' : 'Go live';
    if (live && !document.hidden) ask();
    tell();
  }

  /** Shows only what is looked for. */
  function sift() {
    const word = search.value.trim().toLowerCase();
    const only = trouble.getAttribute('aria-pressed') === 'true';
    for (const proxy of document.getElementById('proxies').children) {
      const whole = proxy.id.toLowerCase().includes(word);
      let shown = 0;
      for (const each of find('tbody tr', proxy)) {
        const wanted = (whole || each.id.toLowerCase().includes(word)) && (!only || /\b(down|maint|drain)\b/.test(each.className));
        each.classList.toggle('gone', !wanted);
        shown += wanted;
      }
      proxy.classList.toggle('gone', shown === 0);
    }
  }

  button.hidden = trouble.hidden = search.hidden = false;
  button.addEventListener('click', () => { live = !live; go(); });
  search.addEventListener('input', sift);
  trouble.addEventListener('click', () => {
    trouble.setAttribute('aria-pressed', String(trouble.getAttribute('aria-pressed') !== 'true'));
    sift();
  });
  document.addEventListener('visibilitychange', () => { if (live) go(); });
  document.addEventListener('change', event => {
    if (!event.target.matches('input.all')) return;
    find('tbody tr:not(.gone) input[name=s]', event.target.form).forEach(each => { each.checked = event.target.checked; });
  });
  setInterval(tell, 1000);
  curves();
  button.setAttribute('aria-pressed', String(live));
  button.textContent = live ? 'Pause' : 'Go live';
  tell();
  if (live) timer = setTimeout(ask, everyMillis);
})();
