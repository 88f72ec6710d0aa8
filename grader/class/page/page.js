'use strict';
// page.js - search and sort on the class page. Without it the page is whole.
{
    const table = document.getElementById('table');
    const body = table.tBodies[0], rows = Array.from(body.rows);
    const words = document.getElementById('words');
    const look = document.getElementById('look');
    const shown = document.getElementById('shown');
    const plain = text => text.normalize('NFKD').replace(/\p{M}/gu, '')
        .toLowerCase();
    const texts = new Map(rows.map(row => [row, plain(row.textContent)]));

    function search() {
        const wanted = plain(words.value).split(/\s+/).filter(Boolean);
        let count = 0;
        for (const row of rows) {
            const text = texts.get(row);
            const fits = wanted.every(word => text.includes(word))
                && (!look.checked || 'look' in row.dataset);
            row.hidden = !fits;
            count += fits;
        }
        shown.textContent = `${count} of ${rows.length}`;
    }

    // A cell's number where it has one, else its text.
    function value(row, column) {
        const cell = row.cells[column];
        return 'value' in cell.dataset ? Number(cell.dataset.value)
            : plain(cell.textContent);
    }

    const collator = new Intl.Collator(undefined, {numeric: true});
    function compare(a, b) {
        return typeof a === 'number' ? a - b : collator.compare(a, b);
    }

    function sort(head) {
        const column = head.cellIndex;
        const down = head.getAttribute('aria-sort') === 'ascending';
        const sign = down ? -1 : 1;
        const keys = new Map(rows.map(row => [row, value(row, column)]));
        rows.sort((a, b) => sign * compare(keys.get(a), keys.get(b)));
        body.append(...rows);
        for (const other of head.parentNode.cells)
            other.removeAttribute('aria-sort');
        head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    }

    for (const head of table.tHead.rows[0].cells) {
        const button = document.createElement('button');
        button.type = 'button';
        button.textContent = head.textContent;
        button.addEventListener('click', () => sort(head));
        head.replaceChildren(button);
    }
    words.addEventListener('input', search);
    look.addEventListener('change', search);
    const form = document.getElementById('search');
    form.addEventListener('submit', event => event.preventDefault());
    form.hidden = false;
    search();
}
