// browser.js - drives headless Chromium over its debugging pipe, without any
// package. What it needs of the protocol, no more.
const {spawn} = require('child_process');
const fs = require('fs');

async function open(binary, profile) {
    const browser = spawn(binary, ['--headless=new', '--no-sandbox',
        '--disable-gpu', '--no-first-run', '--disable-extensions',
        '--user-data-dir=' + profile, '--remote-debugging-pipe',
        'about:blank'], {stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe']});
    const [to, from] = [browser.stdio[3], browser.stdio[4]];
    const waiting = new Map(), listeners = [];
    let rest = '', last = 0;
    from.setEncoding('utf8');
    from.on('data', text => {
        const messages = (rest + text).split('\0');
        rest = messages.pop();
        for (const message of messages.map(m => JSON.parse(m))) {
            if (!message.id) {
                listeners.forEach(listener => listener(message));
                continue;
            }
            const [done, failed] = waiting.get(message.id);
            waiting.delete(message.id);
            if (message.error) failed(new Error(message.error.message));
            else done(message.result);
        }
    });
    const call = (method, params = {}, sessionId) => new Promise((...ends) => {
        waiting.set(++last, ends);
        to.write(JSON.stringify({id: last, method, params, sessionId}) + '\0');
    });
    const {targetInfos} = await call('Target.getTargets');
    const {targetId} = targetInfos.find(target => target.type === 'page');
    const {sessionId} = await call('Target.attachToTarget',
        {targetId, flatten: true});
    const page = (method, params) => call(method, params, sessionId);
    await page('Page.enable');
    await page('Log.enable');
    await page('Runtime.enable');

    const complaints = [];  // whatever the page's console says
    listeners.push(({method, params}) => {
        if (method === 'Log.entryAdded') complaints.push(params.entry.text);
        if (method === 'Runtime.exceptionThrown')
            complaints.push(params.exceptionDetails.text);
        if (method === 'Page.javascriptDialogOpening')
            complaints.push('a dialog opened: ' + params.message);
    });
    return {
        complaints,
        async go(address) {
            const loaded = new Promise(done => listeners.push(({method}) =>
                method === 'Page.loadEventFired' && done()));
            await page('Page.navigate', {url: address});
            await loaded;
        },
        // The value of an expression, which may be a promise.
        async ask(expression) {
            const {result, exceptionDetails} = await page('Runtime.evaluate',
                {expression, awaitPromise: true, returnByValue: true});
            if (exceptionDetails)
                throw new Error(exceptionDetails.exception.description);
            return result.value;
        },
        look(width, height, scheme) {
            return Promise.all([
                page('Emulation.setDeviceMetricsOverride', {width, height,
                    deviceScaleFactor: 1, mobile: width < 600}),
                page('Emulation.setEmulatedMedia', {features: [
                    {name: 'prefers-color-scheme', value: scheme}]})]);
        },
        scripts(on) {
            return page('Emulation.setScriptExecutionDisabled', {value: !on});
        },
        async picture(file, whole = false) {
            const {data} = await page('Page.captureScreenshot',
                {captureBeyondViewport: whole});
            fs.writeFileSync(file, Buffer.from(data, 'base64'));
        },
        async press(key, code) {
            for (const type of ['keyDown', 'keyUp'])
                await page('Input.dispatchKeyEvent', {type, key, code: key,
                    windowsVirtualKeyCode: code,
                    text: key === 'Enter' ? '\r' : undefined});
        },
        type: text => page('Input.insertText', {text}),
        close() {
            browser.kill();
        },
    };
}

module.exports = {open};
