using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Projections.Engine.Audit;

namespace MiyagiSensing.Projections.Devices;

/// <summary>
/// The secrets by which each device is let in. A value lists its credentials in order, each with a fingerprint of what is stored of the secret; none is left after a revocation. What is folded before it is combined begins with
/// <c>*</c> when a revocation came before it.
/// </summary>
internal sealed class CredentialAudit : RowAudit
{
    private const string Revoked = "*";

    [SetsRequiredMembers]
    public CredentialAudit()
    {
        Name = "credentials of devices";
        Table = "device_secrets";
        Key = [("device", "varchar")];
        Value =
            """
            string_agg(credential || '=' || left(encode(sha256(convert_to((secret ->> 'algorithm') || ' ' || (secret ->> 'salt') || ' ' || (secret ->> 'iterations') || ' ' || (secret ->> 'hash'), 'UTF8')), 'hex'), 16),
                ' ' order by credential collate "C")
            """;
        EventTypes = new HashSet<string> { "credential_issued", "credential_revoked" };
    }

    public override void Fold(IDomainEvent data, DateTimeOffset recordedAt)
    {
        if (data is CredentialIssued issued)
        {
            Note($"{issued.Credential}={Fingerprint(issued.Secret)}", issued.Device);
        }
        else if (data is CredentialRevoked revoked)
        {
            Note(Revoked, revoked.Device);
        }
    }

    public override string Combine(string earlier, string later)
    {
        if (later.StartsWith(Revoked, StringComparison.Ordinal))
        {
            return later;
        }

        var isAfterRevocation = earlier.StartsWith(Revoked, StringComparison.Ordinal);
        var credentials = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in earlier[(isAfterRevocation ? 1 : 0)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Concat(later.Split(' ')))
        {
            var parts = item.Split('=');
            credentials[parts[0]] = parts[1];
        }

        return (isAfterRevocation ? Revoked : "") + string.Join(' ', credentials.Select(pair => $"{pair.Key}={pair.Value}"));
    }

    public override string? Expected(string value) => value == Revoked ? null : value.TrimStart('*');

    public override long NumberOf(string value) => value.Split(' ').Length;

    private static string Fingerprint(SecretHash secret) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{secret.Algorithm} {secret.Salt} {secret.Iterations} {secret.Hash}"))))[..16];
}
