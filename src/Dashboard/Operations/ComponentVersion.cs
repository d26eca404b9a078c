namespace MiyagiSensing.Dashboard.Operations;

/// <summary>A part of the installation and its version.</summary>
/// <param name="Component">For example <c>PostgreSQL</c>.</param>
/// <param name="Version">As the part tells it.</param>
public sealed record ComponentVersion(string Component, string Version);
