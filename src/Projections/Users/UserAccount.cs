namespace MiyagiSensing.Projections.Users;

/// <summary>A person's account.</summary>
/// <param name="Name">Sign-in name.</param>
/// <param name="PasswordHash">ASP.NET Core Identity version 3 format.</param>
/// <param name="Roles">Roles, without order.</param>
public sealed record UserAccount(string Name, string PasswordHash, IReadOnlyList<string> Roles);
