namespace MiyagiSensing.Host.Import;

/// <summary>A line that was not understood.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Reason">What is wrong with it.</param>
internal readonly record struct RefusedLine(int Line, string Reason);
