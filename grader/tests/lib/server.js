// server.js - serves the files of a folder over HTTP on a free port, which it
// prints. The first answer for each file breaks off in the middle; ranges are
// honoured, so a client can go on.
const fs = require('fs'), http = require('http'), path = require('path');
const folder = process.argv[2], broken = new Set();

http.createServer((request, response) => {
    const name = path.basename(request.url);
    const file = path.join(folder, name);
    if (!fs.existsSync(file)) {
        response.writeHead(404).end();
        return;
    }
    const body = fs.readFileSync(file);
    const range = /^bytes=(\d+)-$/.exec(request.headers.range || '');
    const from = range ? Number(range[1]) : 0;
    if (from >= body.length) {
        response.writeHead(416).end();
        return;
    }
    const head = {'Content-Length': body.length - from};
    if (range)
        head['Content-Range'] = `bytes ${from}-${body.length - 1}/${body.length}`;
    response.writeHead(range ? 206 : 200, head);
    if (broken.has(name)) {
        response.end(body.subarray(from));
        return;
    }
    broken.add(name);
    response.write(body.subarray(from, from + body.length / 2),
        () => response.destroy());
}).listen(0, '127.0.0.1', function () {
    console.log(this.address().port);
});
