namespace MiyagiSensing.Domain.Rtk;

/// <summary>How a caster's client ended.</summary>
/// <param name="Reason">In the caster's words, for example <c>Stream ended</c>.</param>
/// <param name="Length">How long it was connected, whole seconds.</param>
/// <param name="Bytes">Bytes sent to it.</param>
public sealed record CasterLogEnding(string Reason, TimeSpan Length, long Bytes);
