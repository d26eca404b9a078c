using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;

namespace MiyagiSensing.Host.Commands;

/// <summary>Dashboard accounts, as events.</summary>
internal static class Accounts
{
    /// <summary>The roles there are.</summary>
    public static readonly IReadOnlyList<string> Roles = ["viewer", "agriculture", "fisheries", "infrastructure", "admin"];

    private static readonly PasswordHasher<string> Hasher = new();

    /// <summary>A random password of 120 bits in letters and digits that can't be mistaken for each other.</summary>
    public static string GeneratePassword() => RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 24);

    /// <summary>Adds an account with its roles; a conflict means that the name is taken.</summary>
    public static Task<AppendResult> AddAsync(
        IEventStore store, string name, string password, IReadOnlyList<string> roles, string actor, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (now, stream, headers) = (clock.GetUtcNow(), $"user:{name}", new EventHeaders(actor));
        return store.AppendAsync(
            [
                new NewEvent(Guid.CreateVersion7(now), stream, new UserAdded { Name = name, PasswordHash = Hasher.HashPassword(name, password) }, headers),
                .. roles.Select(role => new NewEvent(Guid.CreateVersion7(now), stream, new RoleGranted { Name = name, Role = role }, headers)),
            ],
            new Dictionary<string, ExpectedVersion> { [stream] = ExpectedVersion.NoStream },
            cancellationToken);
    }
}
