// What goes wrong with a passkey is said in words, and its button is there only where the browser knows passkeys.
(function () {
  const sentences = {
    NotAllowedError: '没有完成验证：已取消，或者等得太久。请再试一次。',
    InvalidStateError: '这个设备已经添加过了，请换一个。',
    SecurityError: '通行密钥只能在本系统的正式网址上使用，请核对浏览器的地址栏。',
    NotSupportedError: '这个设备不支持通行密钥，请换一种方式。'
  }

  function say (text) {
    const place = document.getElementById('passkey-problem')
    if (place) {
      place.textContent = text
      place.hidden = false
    }
  }

  document.addEventListener('allauth.error', function (event) {
    event.preventDefault()
    const problem = event.detail.exception
    say(sentences[problem && problem.name] || '通行密钥没有验证成功，请再试一次，或者换一种方式。')
  })

  if (!window.PublicKeyCredential) {
    for (const id of ['passkey_login', 'mfa_webauthn_authenticate', 'mfa_webauthn_add', 'mfa_webauthn_reauthenticate']) {
      const button = document.getElementById(id)
      if (button) {
        button.disabled = true
        say('这个浏览器不支持通行密钥，或者网址不是 https，请换一种方式。')
      }
    }
  }
})()
