namespace MiyagiSensing.Chaos.Load;

/// <summary>One value that a device has sent, and what is to become of it.</summary>
/// <param name="Identity">Which.</param>
/// <param name="Value">The value as sent.</param>
/// <param name="SetAside">Null: stored as true, exactly once. Else the reason for which it is to be set aside, as often as it was sent at the most.</param>
internal readonly record struct Fact(Identity Identity, double Value, string? SetAside = null);
