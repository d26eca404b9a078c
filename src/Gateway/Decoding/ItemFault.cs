namespace MiyagiSensing.Gateway.Decoding;

/// <summary>What is wrong with the item being read, before it is known which one it is.</summary>
/// <param name="Kind">The class, for counting.</param>
/// <param name="Reason">In words for the operator.</param>
/// <param name="BytePosition">Where in the payload, from 0.</param>
internal readonly record struct ItemFault(PayloadFaultKind Kind, string Reason, long BytePosition);
