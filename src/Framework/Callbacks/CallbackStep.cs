namespace DmaActors.Framework.Callbacks;

/// <summary>What a <see cref="CallbackPass"/> wants done next.</summary>
internal enum CallbackStep
{
    /// <summary>Take the head off the list, then <see cref="CallbackPass.OnTaken"/> or <see cref="CallbackPass.OnEmpty"/>.</summary>
    Take,

    /// <summary>Call <see cref="CallbackPass.Entry"/>, then <see cref="CallbackPass.OnReturn"/>. It may be the same one again.</summary>
    Call,

    /// <summary>Put <see cref="CallbackPass.Entry"/> back on the list, then <see cref="CallbackPass.OnPutBack"/>.</summary>
    PutBack,

    /// <summary>The pass is over.</summary>
    End,
}
